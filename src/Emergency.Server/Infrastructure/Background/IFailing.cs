namespace Emergency.Server.Infrastructure.Background;

/// <summary>A part of the server that can fail and is retried by itself while the rest goes on: names its failing members.</summary>
internal interface IFailing
{
    IReadOnlyList<string> Failing { get; }
}
