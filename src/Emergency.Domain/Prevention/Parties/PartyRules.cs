using static Emergency.Domain.Decision;

namespace Emergency.Domain.Parties;

public sealed partial record Party
{
    public static Decision Decide(Party state, Command command) =>
        command switch
        {
            Remind c => Of(
                state
                    .Open.Where(ask => !ask.Late && ask.Due <= c.At)
                    .OrderBy(ask => ask.Due)
                    .ThenBy(ask => ask.Id.Value)
                    .Select(ask => new PartyAskLate(ask.Id, c.At))
            ),
            EnterParty c when state.Facts is { } known => known == c.Facts ? Nothing : Reject(Taken),
            EnterParty c => c.Facts.Until < c.Facts.From ? Reject(BadTerm) : new PartyEntered(c.Facts, c.By, c.At),
            PartyCommand when state.Facts is null => Reject(Unknown),
            CorrectParty c when c.Facts == state.Facts => Nothing,
            CorrectParty when state.LastDay is not null => Reject(Over),
            CorrectParty c when c.Seen != state.Revision => Reject(Changed),
            CorrectParty c => c.Facts.Until < c.Facts.From ? Reject(BadTerm) : new PartyCorrected(c.Facts, c.By, c.At),
            EndParty c when state.LastDay == c.LastDay => Nothing,
            EndParty when state.LastDay is not null => Reject(Over),
            EndParty when state.Open.Any() => Reject(Holds, $"{state.Open.Count()}"),
            EndParty c => c.LastDay < state.Facts!.From ? Reject(BadTerm) : new PartyEnded(c.LastDay, c.Why, c.By, c.At),
            GivePartyAccount c when state.Account == c.Account => Nothing,
            GivePartyAccount when state.LastDay is not null => Reject(Over),
            GivePartyAccount when state.Account is not null => Reject(HasAccount),
            GivePartyAccount c => new PartyAccountGiven(c.Account, c.By, c.At),
            WithdrawPartyAccount c => state.Account is { } account ? new PartyAccountWithdrawn(account, c.By, c.At) : Nothing,
            AskParty c when state.Asks.TryGetValue(c.Ask, out var known) => known.Text == c.Text ? Nothing : Reject(Answered),
            AskParty when state.LastDay is not null => Reject(Over),
            AskParty c => c.Due <= c.At ? Reject(PastDue) : new PartyAsked(c.Ask, c.Text, c.Duty, c.Incident, c.Due, c.By, c.At),
            PartyAnswer c => state.Asks.TryGetValue(c.Ask, out var ask) ? Answer(ask, c) : Reject(UnknownAsk),
            _ => throw new Unforeseen(command),
        };

    private static Decision Answer(PartyAsk ask, PartyAnswer command)
    {
        var heard = command.By switch
        {
            null => AskHeard.Link,
            { Role: Role.Party } => AskHeard.Account,
            _ => AskHeard.Desk,
        };
        return command switch
        {
            AcceptAsk c => ask.Stage switch
            {
                AskStage.Asked => new PartyAskAccepted(c.Ask, heard, c.By, c.At),
                AskStage.Accepted => Nothing,
                _ => Reject(Answered),
            },
            RefuseAsk { Reason: null } => Reject(NoReason),
            RefuseAsk c => ask.Stage switch
            {
                AskStage.Asked or AskStage.Accepted => new PartyAskRefused(c.Ask, c.Reason!.Value, heard, c.By, c.At),
                AskStage.Refused => Nothing,
                _ => Reject(Answered),
            },
            FinishAsk c => ask.Stage switch
            {
                AskStage.Asked or AskStage.Accepted => new PartyAskDone(c.Ask, c.Note, heard, c.By, c.At),
                AskStage.Done => Nothing,
                _ => Reject(Answered),
            },
            WithdrawAsk c => ask.Stage switch
            {
                AskStage.Asked or AskStage.Accepted => new PartyAskWithdrawn(c.Ask, c.Why, c.By!, c.At),
                AskStage.Withdrawn => Nothing,
                _ => Reject(Answered),
            },
            _ => throw new Unforeseen(command),
        };
    }

    public static Party Evolve(Party state, Event happened) =>
        happened switch
        {
            PartyEntered e => state with { Facts = e.Facts, Revision = 1 },
            PartyCorrected e => state with { Facts = e.Facts, Revision = state.Revision + 1 },
            PartyEnded e => state with { LastDay = e.LastDay, Account = null },
            PartyAccountGiven e => state with { Account = e.Account },
            PartyAccountWithdrawn => state with { Account = null },
            PartyAsked e => state with
            {
                Asks = state.Asks.SetItem(e.Ask, new(e.Ask, e.Text, e.Duty, e.Incident, e.DueAt, AskStage.Asked, false, e.At)),
            },
            PartyAskLate e => state.With(e, ask => ask with { Late = true }),
            PartyAskAccepted e => state.With(e, ask => ask with { Stage = AskStage.Accepted, Heard = e.Heard, AcceptedAt = e.At }),
            PartyAskRefused e => state.Close(e, AskStage.Refused, e.Reason, e.Heard),
            PartyAskDone e => state.Close(e, AskStage.Done, e.Note, e.Heard),
            PartyAskWithdrawn e => state.Close(e, AskStage.Withdrawn, e.Why, null),
            _ => throw new Unforeseen(happened),
        };

    private Party With(PartyAskEvent e, Func<PartyAsk, PartyAsk> change) =>
        Asks.TryGetValue(e.Ask, out var ask) ? this with { Asks = Asks.SetItem(e.Ask, change(ask)) } : this;

    private Party Close(PartyAskEvent e, AskStage stage, Sealed? words, AskHeard? heard) =>
        With(e, ask => ask with { Stage = stage, Words = words, Heard = heard ?? ask.Heard, ClosedAt = e.At });
}
