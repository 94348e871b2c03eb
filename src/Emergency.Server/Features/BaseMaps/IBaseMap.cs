namespace Emergency.Server.Features.BaseMaps;

/// <summary>A base map whose tiles this server gives out, or a file whose ranges it does.</summary>
internal interface IBaseMap
{
    BaseMapShown Shown { get; }

    /// <summary>The PMTiles file, where it is one.</summary>
    string? File => null;

    /// <summary>A tile as it lies there, maybe packed; empty where there is none. Columns count from the west, rows from the north. Throws <see cref="TileFault"/>.</summary>
    ValueTask<ReadOnlyMemory<byte>> Tile(int layer, int z, int x, int y, CancellationToken stop) => new(ReadOnlyMemory<byte>.Empty);
}

/// <summary>A tile that could not be read.</summary>
internal sealed class TileFault(BaseMapFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    public BaseMapFault Fault => fault;
}

/// <summary>One that is listed with what is wrong, and cannot be asked.</summary>
internal sealed record BrokenBaseMap(string Id, string Title, BaseMapFault Fault, string Detail) : IBaseMap
{
    public BaseMapShown Shown => new(Id, Title, Fault: Fault, Detail: Detail);
}
