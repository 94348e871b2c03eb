namespace Emergency.Server.Features.BaseMaps;

/// <summary>A base map whose tiles, or the ranges of whose file, this server sends.</summary>
internal interface IBaseMap
{
    BaseMapShown Shown { get; }

    /// <summary>The PMTiles file, where it is one.</summary>
    string? File => null;

    /// <summary>
    /// A tile as it is stored, possibly packed; empty where there is none. Columns count from the west, rows from the north. Throws
    /// <see cref="TileFault"/>.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>> Tile(int layer, int z, int x, int y, CancellationToken stop) => new(ReadOnlyMemory<byte>.Empty);
}

/// <summary>A tile that could not be read.</summary>
internal sealed class TileFault(BaseMapFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    public BaseMapFault Fault => fault;
}

/// <summary>A base map that is listed with its fault and has no tiles.</summary>
internal sealed record BrokenBaseMap(string Id, string Title, BaseMapFault Fault, string Detail) : IBaseMap
{
    public BaseMapShown Shown => new(Id, Title, Fault: Fault, Detail: Detail);
}
