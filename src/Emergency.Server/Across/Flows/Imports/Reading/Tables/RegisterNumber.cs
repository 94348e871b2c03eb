namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>
/// A register's own number ("R000001"). It identifies a person only together with its county (6 digits), since every county begins with 1.
/// </summary>
internal readonly record struct RegisterNumber(string County, string Text);
