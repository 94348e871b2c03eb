namespace Emergency.Server.Infrastructure.Background;

/// <summary>Something of the server that can stop for good while the rest goes on: the names of what has.</summary>
internal interface IBreakable
{
    IReadOnlyList<string> Broken { get; }
}
