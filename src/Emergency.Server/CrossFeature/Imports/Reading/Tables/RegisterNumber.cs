namespace Emergency.Server.CrossFeature.Imports.Reading.Tables;

/// <summary>A register's own number ("R000001"). It means somebody only together with its county (6 digits): every county begins with 1.</summary>
internal readonly record struct RegisterNumber(string County, string Text);
