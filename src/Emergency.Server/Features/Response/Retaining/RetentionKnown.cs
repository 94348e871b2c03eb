using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Retaining;

namespace Emergency.Server.Features.Retaining;

/// <summary>Names a kept set of data.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeptKey(KeptClass Class, string Subject)
{
    public static KeptKey Of(KeptData data) => new(data.Class, data.Subject);

    /// <summary>Key on which a hold must stand to keep this data: for callers and visitors their incident.</summary>
    public KeptKey Held =>
        Class switch
        {
            KeptClass.Callers or KeptClass.Case => new(KeptClass.Incident, Subject),
            KeptClass.Visitor => new(KeptClass.Incident, Subject.Split('/')[0]),
            _ => this,
        };

    /// <summary>Key of the data that an erasure would end; null where a register of its own says whether it is held.</summary>
    public static KeptKey? Of(AskedAct act) =>
        act?.Kind switch
        {
            AskedKind.CallerErasure => new(KeptClass.Callers, act.Subject),
            AskedKind.VisitorErasure => new(KeptClass.Visitor, act.Subject),
            AskedKind.AccountErasure => new(KeptClass.Account, act.Subject),
            AskedKind.MemberErasure => new(KeptClass.Member, act.Subject),
            _ => null,
        };
}

/// <summary>A case that became no incident.</summary>
/// <param name="Place">Its community; the county where that is not known.</param>
/// <param name="Since">Time of its last message.</param>
/// <param name="Keys">Keys that seal its callers; empty where nobody was named or they were destroyed.</param>
internal sealed record KeptCase(CaseKey Key, string Place, DateTimeOffset Since, ImmutableHashSet<Guid> Keys);

/// <summary>Decisions about data whose term is over, and beginnings of terms that no other view keeps.</summary>
/// <param name="Closed">Times at which accounts were closed.</param>
/// <param name="Cases">Cases, by the incident each would have opened.</param>
/// <param name="Told">Keys that seal the callers of a case, including its messages before it became an incident, by that incident.</param>
internal sealed record RetentionKnown(
    ImmutableDictionary<KeptKey, Retention> Decided,
    ImmutableDictionary<AccountId, DateTimeOffset> Closed,
    ImmutableDictionary<IncidentId, KeptCase> Cases,
    ImmutableDictionary<IncidentId, ImmutableHashSet<Guid>> Told
)
{
    public static readonly RetentionKnown None = new(
        ImmutableDictionary<KeptKey, Retention>.Empty,
        ImmutableDictionary<AccountId, DateTimeOffset>.Empty,
        ImmutableDictionary<IncidentId, KeptCase>.Empty,
        ImmutableDictionary<IncidentId, ImmutableHashSet<Guid>>.Empty
    );

    /// <summary>Places with a decision, and the position of the last one.</summary>
    public ImmutableDictionary<string, long> Places { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    public Retention Of(KeptKey key) => Decided.GetValueOrDefault(key, Retention.None);

    /// <summary>The hold in force on a day in Asia/Shanghai; null where there is none.</summary>
    public DataHold? Hold(KeptKey key, DateOnly today) => Of(key.Held) is { } held && held.IsHeld(today) ? held.Hold : null;

    /// <summary>The last day of the hold that forbids an erasure; null where none does.</summary>
    public DateOnly? HeldUntil(AskedAct act, DateOnly today) => KeptKey.Of(act) is { } key ? Hold(key, today)?.Until : null;
}
