"""Addresses: account, people, roles, messages, audit."""

from .table import DIRECTOR, EVERYBODY, HOLDERS, PERSON, PROGRAMME, SIGNED_IN, TEAM, Page

PAGES: list[Page] = [
    Page("people:desk", EVERYBODY, answers=404, look=False),  # this browser is no device
    Page("people:desk-lock", EVERYBODY, answers=405, look=False),
    Page("people:desk-code", TEAM, answers=302, look=False),  # shows first who one is
    Page("people:hub-devices", DIRECTOR),
    Page("people:revoke-hub-device", DIRECTOR, PERSON, 405, look=False),
    Page("people:account", SIGNED_IN),
    Page("people:change-mail", SIGNED_IN),
    Page("people:consents", SIGNED_IN),
    Page("people:forget-device", SIGNED_IN, PERSON, 405, look=False),
    Page("people:forget-devices", SIGNED_IN, answers=405, look=False),
    Page("mfa_trust", EVERYBODY, answers=302, look=False),
    Page("people:add", TEAM),
    Page("people:change", TEAM, PERSON),
    Page("people:half-days", TEAM, PERSON),
    Page("people:remove-away", TEAM, lambda w: {**PERSON(w), "number": 1}, 405, look=False),
    Page("people:roles", DIRECTOR, PERSON),
    Page("people:end-role", DIRECTOR, lambda w: {**PERSON(w), "grant": w["grant"].key}, 405, False),
    Page("people:invite", PROGRAMME, PERSON, 405, look=False),
    Page("people:link", TEAM, PERSON),
    Page("people:card", TEAM, PERSON),
    Page("people:merge", HOLDERS, lambda w: {**PERSON(w), "other": w["expert"].person.key}),
    Page("trust:audit", DIRECTOR),
    Page("outbox:to-send", TEAM),
    Page("outbox:waiting", TEAM),
    Page("outbox:sent", TEAM),
    Page("outbox:slips", TEAM),
    Page("outbox:mark-opened", TEAM, answers=405, look=False),
    Page("outbox:mark-sent", TEAM, answers=405, look=False),
    Page("outbox:mark-not-sent", TEAM, answers=405, look=False),
    Page("outbox:send-now", TEAM, lambda w: {"batch": w["term"].key}, 405, look=False),
    Page("outbox:cancel-batch", TEAM, lambda w: {"batch": w["term"].key}, 405, look=False),
    Page("outbox:cancel-message", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("outbox:retry-message", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("outbox:take-in-hand", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
]
