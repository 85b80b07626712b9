"""Pages of imports: files to choose or take, the preview of one, what it made."""
