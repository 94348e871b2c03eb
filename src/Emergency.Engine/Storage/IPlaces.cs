namespace Emergency.Engine.Storage;

/// <summary>The positions of rows, for an engine whose journal does not say where it has stored.</summary>
internal interface IPlaces
{
    /// <summary>The positions of rows that are stored, in the order they are named; 0 for one that is not. Other nodes are told of the newest.</summary>
    ValueTask<IReadOnlyList<long>> Places(IReadOnlyList<(string Stream, long Sequence)> rows, CancellationToken stop);

    /// <summary>A row is stored at <paramref name="position"/>: whoever waits on this node for what is new is woken.</summary>
    void Ring(long position);
}
