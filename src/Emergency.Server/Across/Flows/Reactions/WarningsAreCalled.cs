using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Calls the people of the divisions for which a confirmed warning holds. A newer version that calls takes over from the older one. An end
/// of the warning, for all or for some, stops the calls, and the called people are told that it is lifted. If nobody confirms a warning in
/// time, the leader of the county's shift is called.
/// </summary>
internal sealed class WarningsAreCalled : IReaction
{
    private const int Most = 100_000,
        DeskOrdinal = int.MaxValue;

    public string Name => "warnings-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        return happened.Event switch
        {
            WarningCalled e => Begin(happened, e, known),
            WarningUnattended e => Desk(
                happened,
                known,
                (about, home) => new BeginCall(about, home, known.InForce.Seconds(Deadlines.WarningDeskStep, home), CallRung.Duty, e.At),
                0
            ),
            WarningConfirmed e => Desk(happened, known, (_, _) => new EndCall(CallEnd.Read, e.At), 0).Concat(Narrowed(happened, e, known)),
            WarningLiftedFor e => End(
                happened,
                CallEnd.Lifted,
                e.At,
                known,
                code => e.Divisions.Any(lifted => code.StartsWith(lifted, StringComparison.Ordinal))
            ),
            WarningLifted e => End(happened, CallEnd.Lifted, e.At, known),
            WarningCancelled e => End(happened, CallEnd.Lifted, e.At, known),
            WarningExpired e => End(happened, CallEnd.Expired, e.At, known),
            WarningReplaced e => TakenOver(happened, e, known),
            _ => [],
        };
    }

    // Commands to the desk's own call: only where nobody at the desk has looked.
    private static IEnumerable<Reacted> Desk(Happened happened, Known known, Func<CallMatter, string, CallCommand> make, int ordinal)
    {
        if (
            known.Of<WarningsKnown>(happened.Entity.Realm).Find(new(Guid.Parse(happened.Entity.Key)))
            is not { State: { Unattended: true, Facts: { } facts } } warning
        )
            yield break;
        yield return To(happened.Entity.Realm, CallKind.Warning, warning.Id.Value, facts.Home, about => make(about, facts.Home), ordinal);
    }

    private static IEnumerable<Reacted> Begin(Happened happened, WarningCalled e, Known known)
    {
        var realm = happened.Entity.Realm;
        var (warning, earlier) = WarningVersions.Of(happened, known);
        if (warning is null)
            yield break;
        for (var i = 0; i < e.Receivers.Count; i++)
        {
            yield return To(
                realm,
                CallKind.Warning,
                warning.Id.Value,
                e.Receivers[i],
                about => new BeginCall(about, e.Receivers[i], e.StepSeconds, CallRung.Duty, e.At),
                i
            );
            for (var j = 0; j < earlier.Count; j++)
                if (earlier[j].State.Called.Contains(e.Receivers[i], StringComparer.Ordinal))
                    yield return To(
                        realm,
                        CallKind.Warning,
                        earlier[j].Id.Value,
                        e.Receivers[i],
                        _ => new EndCall(CallEnd.Replaced, e.At),
                        (j + 1) * Most + i
                    );
        }
    }

    // People called for an older version are told too: it may be the only one they heard of. People already told that it was lifted for
    // them are not told again.
    private static IEnumerable<Reacted> End(
        Happened happened,
        CallEnd cause,
        DateTimeOffset at,
        Known known,
        Func<string, bool>? whom = null
    )
    {
        var realm = happened.Entity.Realm;
        var (warning, earlier) = WarningVersions.Of(happened, known);
        if (warning is null)
            yield break;
        if (whom is null)
            foreach (var one in Desk(happened, known, (_, _) => new EndCall(cause, at), DeskOrdinal))
                yield return one;
        var told = new HashSet<string>(StringComparer.Ordinal);
        var all = earlier.Prepend(warning).ToList();
        for (var j = 0; j < all.Count; j++)
        for (var i = 0; i < all[j].State.Called.Count; i++)
        {
            var receiver = all[j].State.Called[i];
            if (whom is null ? warning.State.IsLiftedFor(receiver) : !whom(receiver))
                continue;
            // A confirmed newer version that leaves out a place has already informed that place.
            if (j > 0 && (WarningVersions.StillWarned(known.Of<WarningsKnown>(realm), warning, receiver) || LeavesOut(warning, receiver)))
                continue;
            yield return To(realm, CallKind.Warning, all[j].Id.Value, receiver, _ => new EndCall(cause, at), 2 * (j * Most + i));
            if (cause == CallEnd.Lifted && told.Add(receiver))
                yield return Lifting(realm, known, warning, receiver, at, 2 * (j * Most + i) + 1);
        }
    }

    // Tells people called for an older version that it is over, where a newer, confirmed version holds for less and no part of it warns
    // them.
    private static IEnumerable<Reacted> Narrowed(Happened happened, WarningConfirmed e, Known known)
    {
        var realm = happened.Entity.Realm;
        var (warning, earlier) = WarningVersions.Of(happened, known);
        if (warning is null)
            yield break;
        for (var j = 0; j < earlier.Count; j++)
        for (var i = 0; i < earlier[j].State.Called.Count; i++)
        {
            var receiver = earlier[j].State.Called[i];
            if (!IsLeft(known.Of<WarningsKnown>(realm), warning, receiver))
                continue;
            var ordinal = 1 + (2 * ((j * Most) + i));
            yield return To(realm, CallKind.Warning, earlier[j].Id.Value, receiver, _ => new EndCall(CallEnd.Lifted, e.At), ordinal);
            yield return Lifting(realm, known, warning, receiver, e.At, ordinal + 1);
        }
    }

    private static bool LeavesOut(WarningKnown newer, string receiver) =>
        newer.State is { ConfirmedAt: not null, Facts: { } facts } && !facts.Touches(receiver);

    /// <summary>True where a confirmed version leaves a place out and no other part of its message warns it.</summary>
    private static bool IsLeft(WarningsKnown warnings, WarningKnown newer, string receiver) =>
        LeavesOut(newer, receiver) && !WarningVersions.StillWarned(warnings, newer, receiver);

    private static Reacted Lifting(string realm, Known known, WarningKnown warning, string receiver, DateTimeOffset at, int ordinal) =>
        To(
            realm,
            CallKind.Lifting,
            warning.Id.Value,
            receiver,
            about => new BeginCall(about, receiver, known.InForce.Seconds(Deadlines.CallStep, receiver), CallRung.Duty, at),
            ordinal
        );

    // The newer version may have called, or have ended, before this one was marked as replaced.
    private static IEnumerable<Reacted> TakenOver(Happened happened, WarningReplaced e, Known known)
    {
        var realm = happened.Entity.Realm;
        var warnings = known.Of<WarningsKnown>(realm);
        if (
            warnings.Find(new(Guid.Parse(happened.Entity.Key))) is not { State: { Facts: { } facts, Called: var called } } older
            || WarningVersions.Newest(warnings, facts.Home, e.With) is not { } newest
        )
            yield break;
        for (var i = 0; i < called.Count; i++)
        {
            if (Ending(warnings, newest, called[i]) is not { } cause)
                continue;
            yield return To(realm, CallKind.Warning, older.Id.Value, called[i], _ => new EndCall(cause, e.At), 2 * i);
            if (cause == CallEnd.Lifted && !newest.State.Called.Contains(called[i], StringComparer.Ordinal))
                yield return Lifting(realm, known, newest, called[i], e.At, 2 * i + 1);
        }
    }

    private static CallEnd? Ending(WarningsKnown warnings, WarningKnown newest, string receiver) =>
        newest.State.Stage switch
        {
            WarningStage.Lifted or WarningStage.Cancelled => CallEnd.Lifted,
            WarningStage.Expired => CallEnd.Expired,
            _ when newest.State.IsLiftedFor(receiver) || IsLeft(warnings, newest, receiver) => CallEnd.Lifted,
            _ => newest.State.Called.Contains(receiver, StringComparer.Ordinal) ? CallEnd.Replaced : null,
        };

    private static Reacted To(string realm, CallKind kind, Guid warning, string receiver, Func<CallMatter, CallCommand> make, int ordinal)
    {
        var about = new CallMatter(kind, warning);
        return new(Entities.Call(realm, CallKnown.IdOf(about, receiver)), make(about), ordinal);
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
