namespace Emergency.Server.Infrastructure.Background;

/// <summary>Something of the server that fails and is tried again by itself while the rest goes on: the names of what does.</summary>
internal interface IFailing
{
    IReadOnlyList<string> Failing { get; }
}
