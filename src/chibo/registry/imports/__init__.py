"""From the spreadsheets people really keep to records: reading, headings, rows, problems, reports. No database here."""
