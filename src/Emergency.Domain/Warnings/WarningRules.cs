using static Emergency.Domain.Decision;

namespace Emergency.Domain.Warnings;

public sealed partial record Warning
{
    public static Decision Decide(Warning state, Command command) => command switch
    {
        Remind c => state.Running && state.Facts!.Until <= c.At ? new WarningExpired(c.At) : Nothing,
        ReceiveWarning c => state.Stage == WarningStage.None ? Of(Receive(state, c)) : Nothing,
        ReceiveCancellation c => state.Stage == WarningStage.None ? new CancellationReceived(c.Home, c.Key, c.Status, c.References, c.By, c.At) : Nothing,
        ReplaceWarning c => End(state, c.Target, new(WarningStage.Replaced, c.With, c.Status), c.At),
        CancelWarning c => End(state, c.Target, new(WarningStage.Cancelled, c.With, c.Status), c.At),
        WarningCommand when state.Facts is null => Reject(Unknown),
        LiftWarning when state.Stage == WarningStage.Lifted => Nothing,
        ConfirmWarning c when state.ConfirmedBy is not null && New(state, c).Count == 0 => Nothing,
        ConfirmWarning when !state.Facts.Actual => Reject(NotActual),
        AcceptEnding c when state.Ended?.By == c.With => Nothing,
        DeclineEnding c when state.Declined.Contains(c.With) => Nothing,
        WarningCommand when !state.Running => Reject(Over),
        ConfirmWarning when !state.Facts.Reaches => Reject(ReachesNobody),
        ConfirmWarning c => Of(Confirm(state, c)),
        LiftWarning c => new WarningLifted(c.By, c.At),
        AcceptEnding c => Asked(state, c.With, asked => Of([new EndingAccepted(c.With, c.By, c.At), Ends(asked, c.At)])),
        DeclineEnding c => Asked(state, c.With, _ => new EndingDeclined(c.With, c.By, c.At)),
        _ => throw new Unforeseen(command),
    };

    private static IEnumerable<Event> Receive(Warning state, ReceiveWarning c)
    {
        var ended = state.Foretold.Any(one => one.Status == c.Facts.Status);
        var expired = !ended && c.Facts.Until <= c.At;
        yield return new WarningReceived(c.Facts, ended || expired ? null : c.Facts.Until, c.Position, c.By, c.At);
        if (expired) yield return new WarningExpired(c.At);
    }

    private static ListOf<string> New(Warning state, ConfirmWarning c) => [.. c.Calls.Distinct(StringComparer.Ordinal).Except(state.Called, StringComparer.Ordinal)];

    private static IEnumerable<Event> Confirm(Warning state, ConfirmWarning c)
    {
        if (state.ConfirmedBy is null) yield return new WarningConfirmed(c.By, c.At);
        if (New(state, c) is { Count: > 0 } receivers) yield return new WarningCalled(receivers, c.StepSeconds, c.By, c.At);
    }

    // Nobody but its own sender ends it by a message: a name in a message proves little, another's proves nothing.
    private static Decision End(Warning state, MessageKey target, LaterWord ending, DateTimeOffset at)
    {
        var own = target.Sender == ending.By.Sender && state.Facts?.ByHand != true;
        if (state.Stage == WarningStage.None && own) return state.Foretold.Any(one => one.Status == ending.Status) ? Nothing : Of([Ends(ending, at)]);
        if (state.Facts is { } facts && facts.Status != ending.Status) return Reject(AnotherStatus);
        if (state.Stage != WarningStage.None && !state.Running) return Nothing;
        if (own) return Of([Ends(ending, at)]);
        return state.Questions.Contains(ending) || state.Declined.Contains(ending.By) ? Nothing : new EndingAsked(ending, at);
    }

    private static Event Ends(LaterWord ending, DateTimeOffset at) => ending.Stage == WarningStage.Replaced ? new WarningReplaced(ending.By, ending.Status, at) : new WarningCancelled(ending.By, ending.Status, at);

    private static Decision Asked(Warning state, MessageKey with, Func<LaterWord, Decision> decide) => state.Questions.FirstOrDefault(one => one.By == with) is { } asked ? decide(asked) : Reject(NoQuestion);

    public static Warning Evolve(Warning state, Event happened) => happened switch
    {
        WarningReceived e => Received(state, e.Facts),
        CancellationReceived => state with { Stage = WarningStage.Cancellation },
        WarningReplaced e => After(state, new(WarningStage.Replaced, e.With, e.Status)),
        WarningCancelled e => After(state, new(WarningStage.Cancelled, e.With, e.Status)),
        WarningConfirmed e => state with { ConfirmedBy = e.By, ConfirmedAt = e.At },
        WarningCalled e => state with { Called = [.. state.Called, .. e.Receivers] },
        WarningLifted => state with { Stage = WarningStage.Lifted },
        WarningExpired => state with { Stage = WarningStage.Expired },
        EndingAsked e => state with { Questions = state.Questions.Add(e.Ending) },
        EndingAccepted e => Answered(state, e.With),
        EndingDeclined e => Answered(state, e.With) with { Declined = state.Declined.Add(e.With) },
        _ => throw new Unforeseen(happened),
    };

    private static Warning Answered(Warning state, MessageKey with) => state with { Questions = [.. state.Questions.Where(one => one.By != with)] };

    private static Warning Received(Warning state, WarningFacts facts)
    {
        var ended = state.Foretold.FirstOrDefault(one => one.Status == facts.Status);
        return state with { Facts = facts, Stage = ended?.Stage ?? WarningStage.InForce, Ended = ended, Questions = [.. state.Questions.Where(one => one.Status == facts.Status)] };
    }

    private static Warning After(Warning state, LaterWord ending) => state.Facts is null ? state with { Foretold = state.Foretold.Add(ending) } : state with { Stage = ending.Stage, Ended = ending };
}
