namespace Emergency.Server.Infrastructure.Background;

/// <summary>A part of the server that can stop for good while the rest goes on: names its stopped members.</summary>
internal interface IBreakable
{
    IReadOnlyList<string> Broken { get; }
}
