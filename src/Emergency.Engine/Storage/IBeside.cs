namespace Emergency.Engine.Storage;

/// <summary>Questions and news of an engine that stores rows by connections of its own. A database that has nothing to say to it leaves this as it is.</summary>
public interface IBeside
{
    /// <summary>A database that lets everything pass.</summary>
    static readonly IBeside Nobody = new Silent();

    /// <summary>Null where events of this stream may not be stored at the moment, because the disk is full and what room is left is for others; else what <see cref="Full"/> is told if they find none.</summary>
    int? Room(string stream) => 0;

    /// <summary>Nothing was stored, for the disk is full. True where room was made since <paramref name="room"/> was told: the same may be tried once more.</summary>
    bool Full(int room) => false;

    /// <summary>Something was stored.</summary>
    void Stored() { }

    /// <summary>The connection was lost before it said what was stored.</summary>
    void Lost(Exception why) { }

    /// <summary>The turn to write did not come in time. A session of our own that has it and stands still is ended.</summary>
    void Held() { }

    /// <summary>Before each transaction that stores, while nobody else does. Throws where the file cannot be written or is not the one that was opened.</summary>
    void Before() { }

    /// <summary>The transaction is durable; it wrote so many pages.</summary>
    void After(long pages) { }

    /// <summary>The transaction failed. <paramref name="code"/> is SQLite's extended result code.</summary>
    void Failed(int code, string why) { }

    private sealed class Silent : IBeside;
}
