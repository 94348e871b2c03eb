namespace Emergency.Domain.Incidents;

/// <summary>没人处置: five minutes after a life-safety incident was opened nobody has drawn its area, activated a card, given a task or ended it. Everybody above its community sees it from then on; said once.</summary>
public sealed record IncidentUnattended(DateTimeOffset At) : IncidentEvent, ISetsDue { public string DueOf => Attention.Of; public DateTimeOffset? Due => null; }

/// <summary>That somebody looks after an incident (应对法 77: 先期处置 at once). The minutes are a local setting, taken from 叫应.</summary>
public static class Attention
{
    public const string Of = "attention";
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal static DateTimeOffset? Due(Priority priority, DateTimeOffset opened) => priority == Priority.Life && opened <= DateTimeOffset.MaxValue - Patience ? opened + Patience : null;

    internal static IEnumerable<Event> Late(Incident state, DateTimeOffset at) => state.AttentionDue <= at && state.Tasks.IsEmpty ? [new IncidentUnattended(at)] : [];
}
