using static Emergency.Domain.Decision;

namespace Emergency.Domain.Warnings;

public sealed partial record Warning
{
    /// <summary>What of a warning can be due beside its expiry: that the desk confirms it.</summary>
    internal const string Confirmation = "confirmation";

    public static Decision Decide(Warning state, Command command) =>
        command switch
        {
            Remind c => Of(Remind(state, c.At)),
            ReceiveWarning c => state.Stage == WarningStage.None ? Of(Receive(state, c)) : Nothing,
            ReceiveCancellation c => state.Stage == WarningStage.None
                ? new CancellationReceived(c.Home, c.Key, c.Status, c.References, c.By, c.At, c.Unlisted)
                : Nothing,
            ReplaceWarning c => End(state, c.Target, new(WarningStage.Replaced, c.With, c.Status), c.Unlisted is true, c.At),
            CancelWarning c => End(state, c.Target, new(WarningStage.Cancelled, c.With, c.Status), c.Unlisted is true, c.At),
            WarningCommand when state.Facts is null => Reject(Unknown),
            LiftWarning when state.Stage == WarningStage.Lifted => Nothing,
            ConfirmWarning c when state.ConfirmedBy is not null && New(state, c).Count == 0 => Nothing,
            ConfirmWarning when !state.Facts.Actual => Reject(NotActual),
            AcceptEnding c when state.Ended?.By == c.With => Nothing,
            DeclineEnding c when state.Declined.Contains(c.With) => Nothing,
            LiftFor when state.Stage == WarningStage.Lifted => Nothing,
            WarningCommand when !state.Running => Reject(Over),
            ConfirmWarning when !state.Facts.Reaches => Reject(ReachesNobody),
            ConfirmWarning c => Of(Confirm(state, c)),
            LiftWarning c => Of(Ending(state, new WarningLifted(c.By, c.At), c.At)),
            LiftFor c => c.Divisions.Distinct(StringComparer.Ordinal).Except(state.LiftedFor, StringComparer.Ordinal).ToList()
                is { Count: > 0 } more
                ? new WarningLiftedFor([.. more], c.By, c.At)
                : Nothing,
            AcceptEnding c => Asked(
                state,
                c.With,
                asked => Of([new EndingAccepted(c.With, c.By, c.At), .. Ending(state, Ends(asked, c.At), c.At)])
            ),
            DeclineEnding c => Asked(state, c.With, _ => new EndingDeclined(c.With, c.By, c.At)),
            _ => throw new Unforeseen(command),
        };

    private static IEnumerable<Event> Remind(Warning state, DateTimeOffset at)
    {
        if (!state.Running)
            yield break;
        if (state.Facts!.Until <= at)
            foreach (var one in Ending(state, new WarningExpired(at), at))
                yield return one;
        else if (state.ConfirmBy <= at)
            yield return new WarningUnattended(at);
    }

    // What is over is waited for no more.
    private static IEnumerable<Event> Ending(Warning state, Event end, DateTimeOffset at) =>
        state.ConfirmBy is null ? [end] : [end, new ConfirmationAwaited(null, at)];

    private static IEnumerable<Event> Receive(Warning state, ReceiveWarning c)
    {
        var ended = state.Foretold.Any(one => one.Status == c.Facts.Status);
        var expired = !ended && c.Facts.Until <= c.At;
        yield return new WarningReceived(c.Facts, ended || expired ? null : c.Facts.Until, c.Position, c.By, c.At);
        if (expired)
            yield return new WarningExpired(c.At);
        if (!ended && !expired && c.Facts is { Actual: true, Reaches: true })
            yield return new ConfirmationAwaited(c.At + c.InForce.Time(Deadlines.WarningConfirmed, c.Facts.Home), c.At);
    }

    private static ListOf<string> New(Warning state, ConfirmWarning c) =>
        [.. c.Calls.Distinct(StringComparer.Ordinal).Except(state.Called, StringComparer.Ordinal).Where(code => !state.IsLiftedFor(code))];

    private static IEnumerable<Event> Confirm(Warning state, ConfirmWarning c)
    {
        if (state.ConfirmedBy is null)
            yield return new WarningConfirmed(c.By, c.At);
        if (state.ConfirmBy is not null)
            yield return new ConfirmationAwaited(null, c.At);
        if (New(state, c) is { Count: > 0 } receivers)
            yield return new WarningCalled(receivers, c.StepSeconds, c.By, c.At);
    }

    // Nobody but its own sender ends it by a message: a name in a message proves little, another's proves nothing.
    private static Decision End(Warning state, MessageKey target, LaterWord ending, bool unlisted, DateTimeOffset at)
    {
        var own = target.Sender == ending.By.Sender && !unlisted && state.Facts?.ByHand != true;
        if (state.Stage == WarningStage.None && own)
            return state.Foretold.Any(one => one.Status == ending.Status) ? Nothing : Of([Ends(ending, at)]);
        if (state.Facts is { } facts && facts.Status != ending.Status)
            return Reject(AnotherStatus);
        if (state.Stage != WarningStage.None && !state.Running)
            return Nothing;
        if (own)
            return Of(Ending(state, Ends(ending, at), at));
        return state.Questions.Contains(ending) || state.Declined.Contains(ending.By) ? Nothing : new EndingAsked(ending, at);
    }

    private static Event Ends(LaterWord ending, DateTimeOffset at) =>
        ending.Stage == WarningStage.Replaced
            ? new WarningReplaced(ending.By, ending.Status, at)
            : new WarningCancelled(ending.By, ending.Status, at);

    private static Decision Asked(Warning state, MessageKey with, Func<LaterWord, Decision> decide) =>
        state.Questions.FirstOrDefault(one => one.By == with) is { } asked ? decide(asked) : Reject(NoQuestion);

    public static Warning Evolve(Warning state, Event happened) =>
        happened switch
        {
            WarningReceived e => Received(state, e.Facts),
            CancellationReceived => state with { Stage = WarningStage.Cancellation },
            WarningReplaced e => After(state, new(WarningStage.Replaced, e.With, e.Status)),
            WarningCancelled e => After(state, new(WarningStage.Cancelled, e.With, e.Status)),
            ConfirmationAwaited e => state with { ConfirmBy = e.Due },
            WarningUnattended => state with { ConfirmBy = null, Unattended = true },
            WarningConfirmed e => state with { ConfirmedBy = e.By, ConfirmedAt = e.At },
            WarningCalled e => state with { Called = [.. state.Called, .. e.Receivers] },
            WarningLiftedFor e => state with { LiftedFor = [.. state.LiftedFor, .. e.Divisions] },
            WarningLifted => state with { Stage = WarningStage.Lifted },
            WarningExpired => state with { Stage = WarningStage.Expired },
            EndingAsked e => state with { Questions = state.Questions.Add(e.Ending) },
            EndingAccepted e => Answered(state, e.With),
            EndingDeclined e => Answered(state, e.With) with { Declined = state.Declined.Add(e.With) },
            _ => throw new Unforeseen(happened),
        };

    private static Warning Answered(Warning state, MessageKey with) =>
        state with
        {
            Questions = [.. state.Questions.Where(one => one.By != with)],
        };

    private static Warning Received(Warning state, WarningFacts facts)
    {
        var ended = state.Foretold.FirstOrDefault(one => one.Status == facts.Status);
        return state with
        {
            Facts = facts,
            Stage = ended?.Stage ?? WarningStage.InForce,
            Ended = ended,
            Questions = [.. state.Questions.Where(one => one.Status == facts.Status)],
        };
    }

    private static Warning After(Warning state, LaterWord ending) =>
        state.Facts is null ? state with { Foretold = state.Foretold.Add(ending) } : state with { Stage = ending.Stage, Ended = ending };
}
