namespace Emergency.Server.Features.Incidents;

/// <summary>That what may be joined in a division has changed: who may join asks again. It says neither what nor where.</summary>
/// <param name="Revision">Position of the last change.</param>
internal sealed record JoinableLight(long Revision)
{
    public const string View = "joinable";
}
