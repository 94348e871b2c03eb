namespace Emergency.Engine.Schema;

/// <summary>What both databases have in common, whatever their SQL.</summary>
public static class Layout
{
    /// <summary>Format of the tables; a database with a higher number was written by a newer program.</summary>
    public const int Format = 1;
    /// <summary>Name under which <see cref="Format"/> stands in table about.</summary>
    public const string FormatName = "format";
    /// <summary>Column identifier of every row: the number of the serializer that wrote the envelope.</summary>
    public const int Identifier = 119;
    /// <summary>Rows that are promised by one seal at most.</summary>
    public const int SealEvery = 10_000;
}
