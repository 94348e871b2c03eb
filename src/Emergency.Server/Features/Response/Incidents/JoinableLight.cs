namespace Emergency.Server.Features.Incidents;

/// <summary>
/// Tells that the joinable incidents of a division have changed: pages then fetch them again. It says neither what nor
/// where.
/// </summary>
/// <param name="Revision">Position of the last change.</param>
internal sealed record JoinableLight(long Revision)
{
    public const string View = "joinable";
}
