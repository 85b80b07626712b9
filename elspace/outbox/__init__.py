"""Messages as rows, sent later, by machine or by hand."""
