"""Addresses: account, people, roles, messages, audit."""

from .table import DIRECTOR, EVERYBODY, HOLDERS, PERSON, PROGRAMME, SIGNED_IN, TEAM, TILL, Page

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
    Page("outbox:to-send", TILL),
    Page("outbox:waiting", TILL),
    Page("outbox:sent", TILL),
    Page("outbox:slips", TILL),
    Page("outbox:mark-opened", TILL, answers=405, look=False),
    Page("outbox:mark-sent", TILL, answers=405, look=False),
    Page("outbox:mark-not-sent", TILL, answers=405, look=False),
    Page("outbox:send-now", TILL, lambda w: {"batch": w["term"].key}, 405, look=False),
    Page("outbox:cancel-batch", TILL, lambda w: {"batch": w["term"].key}, 405, look=False),
    Page("outbox:cancel-message", TILL, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("outbox:retry-message", TILL, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("outbox:take-in-hand", TILL, lambda w: {"key": w["term"].key}, 405, look=False),
]
