using static Emergency.Domain.Decision;

namespace Emergency.Domain.TemporaryCare;

public sealed partial record CareCase
{
    public static Decision Decide(CareCase state, Command command) =>
        command switch
        {
            Remind c => state.Stage == CareStage.Ended ? Nothing : Of([.. Late(state, c), .. AnswerLate(state, c)]),
            ExitCare c when state.Stage == CareStage.Ended => state.Exit == c.Exit ? Nothing : Reject(Over),
            CareCommand when state.Stage == CareStage.Ended => Reject(Over),
            OpenCare c when state.Stage == CareStage.None => new CareOpened(
                c.Person,
                c.Community,
                c.Domicile,
                c.Incident,
                c.HarmSuspected,
                c.At + c.InForce.Time(Deadlines.AdultThere, c.Community),
                c.By,
                c.At
            ),
            OpenCare c => c.Person == state.Person ? Nothing : Reject(AnotherPerson),
            CareCommand when state.Stage == CareStage.None => Reject(Unknown),
            NameAdult c => c.Adult == state.Adult
                ? Nothing
                : new AdultNamed(c.Adult, state.Stage == CareStage.Opened ? NextMorning(state, c, c.At) : state.Due, c.By, c.At),
            ArrangeCare when state.Stage == CareStage.Opened => Reject(NobodyNamed),
            ArrangeCare c when state.Arrangement == new CareArrangement(c.Carer, c.Where, c.Since, c.Until, c.Know) => Nothing,
            ArrangeCare c => new CareArranged(
                c.Carer,
                c.Where,
                c.Since,
                state.Stage == CareStage.Arranged ? state.Due : NextMorning(state, c, c.At),
                c.By,
                c.At,
                c.Until,
                c.Know
            ),
            CheckCare when state.Stage != CareStage.Arranged => Reject(NotArranged),
            CheckCare c => state.LastChecked >= c.Day && c is { Note: null, Worries: null } ? Nothing : Checked(state, c),
            SeeCare c => c.Note is null && state.Seen.Contains(c.Party) ? Nothing : new CareSeen(c.Party, c.Note, c.By, c.At),
            OfferCare c => Against(c.Exit, c.Minor, state.HarmSuspected, c.Entrusted) is { } code ? Reject(code) : Offered(state, c),
            AcceptCare or DeclineCare or AskOtherTime or TakeBackOffer when state.Offer is null => Reject(NotOffered),
            AcceptCare c => state.Offer!.Accepted is not null ? Nothing : Accepted(state, state.Offer, c),
            DeclineCare { By: { } by } when !Receives(state.Offer!, by) => Reject(NotTheReceiver),
            DeclineCare c => Of([new CareDeclined(c.Reason, c.By, c.At), .. Answered(state, false, c.Reason, c.By, c.At)]),
            AskOtherTime { By: { } by } when !Receives(state.Offer!, by) => Reject(NotTheReceiver),
            AskOtherTime c => new OtherTimeAsked(c.Words, c.By, c.At),
            TakeBackOffer c => Of([new OfferTakenBack(c.By, c.At), .. Dropped(state, state.Offer!.Exit, c.By, c.At)]),
            AskCivilAffairs { Of: CareAskOf.Guardianship, Minor: false } => Reject(OnlyForMinors),
            AskCivilAffairs { Of: CareAskOf.Opinion, Minor: true } => Reject(NotForMinors),
            AskCivilAffairs c when state.Ask is { } asked => asked.Of == c.Of ? Nothing : Reject(AlreadyAsked),
            AskCivilAffairs c => new CivilAffairsAsked(
                c.Of,
                c.Why,
                c.Before < AnswerDue(state, c, c.At) ? c.Before : AnswerDue(state, c, c.At),
                c.By,
                c.At
            ),
            AnswerCare when state.Ask is null => Reject(NotAsked),
            AnswerCare c when c.By.Role != Role.CivilAffairs => Reject(NotTheReceiver),
            AnswerCare c => new CareAnswered(c.Yes, c.Text, c.By, c.At),
            ClearHarm c when c.By.Role != Role.CivilAffairs => Reject(NotTheReceiver),
            ClearHarm c => state.HarmSuspected ? new HarmCleared(c.Basis, c.By, c.At) : Nothing,
            ExitCare c when state.Offer is not { Accepted: not null } offer || offer.Exit != c.Exit => Reject(NotAccepted),
            ExitCare c => Of([.. Dropped(state, null, c.By, c.At), new CareEnded(c.Exit, c.Receiver, c.By, c.At)]),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Returns the reason why an exit is not lawful in this situation; null where it is. Interim guardianship is for minors (未保法
    /// 92–93), the procedure of 民法典 31 for adults. A person suspected to have been harmed at home goes back there only after civil affairs
    /// have looked. A minor goes to others on the parents' written entrustment (未保法 22).</summary>
    public static Code? Against(CareExit exit, bool? minor, bool harm, bool entrusted) =>
        exit switch
        {
            CareExit.CivilAffairs when minor == false => OnlyForMinors,
            CareExit.Procedure when minor == true => NotForMinors,
            CareExit.GuardianBack or CareExit.Relative when harm => HarmSuspectedThere,
            CareExit.Relative when minor == true && !entrusted => NotEntrusted,
            _ => null,
        };

    // Another offer to the same is another time or place; what was accepted before counts no more.
    private static Decision Offered(CareCase state, OfferCare c)
    {
        var offer = new CareOffer(c.Exit, c.Receiver, c.Where, c.When, c.Know, c.By);
        if (state.Offer is { } before && before with { Accepted = null } == offer)
            return Nothing;
        var asks = c.Exit == CareExit.CivilAffairs && state.Ask?.Of != CareAskOf.Guardianship;
        return Of([
            .. state.Offer is { } was && was.Exit != c.Exit ? Dropped(state, was.Exit, c.By, c.At) : [],
            new CareOffered(offer, c.At),
            .. asks ? [new CivilAffairsAsked(CareAskOf.Guardianship, c.Know, AnswerDue(state, c, c.At), c.By, c.At)] : Array.Empty<Event>(),
        ]);
    }

    // Nobody accepts for the receiver: an account only where civil affairs receive, paper only with somebody who saw it signed.
    private static Decision Accepted(CareCase state, CareOffer offer, AcceptCare c) =>
        c.Way switch
        {
            CareAcceptedBy.Account when c.By is null || !Receives(offer, c.By) => Reject(NotTheReceiver),
            CareAcceptedBy.Paper when c.Witness is null && c.Photo is null => Reject(NoProof),
            CareAcceptedBy.Paper when offer.Exit == CareExit.CivilAffairs => Reject(NotTheReceiver),
            CareAcceptedBy.Link when offer.Exit is CareExit.CivilAffairs or CareExit.Death || c.By is not null => Reject(NotTheReceiver),
            _ => Of([new CareAccepted(c.Way, c.Witness, c.Photo, c.By, c.At), .. Answered(state, true, null, c.By, c.At)]),
        };

    private static bool Receives(CareOffer offer, By by) =>
        by.Role == Role.CivilAffairs && offer.Exit is CareExit.CivilAffairs or CareExit.Institution && by.Account != offer.By.Account;

    private static IEnumerable<Event> Answered(CareCase state, bool yes, Sealed? text, By? by, DateTimeOffset at) =>
        by is not null && state.Ask?.Of == CareAskOf.Guardianship && state.Offer?.Exit == CareExit.CivilAffairs
            ? [new CareAnswered(yes, text, by, at)]
            : [];

    private static IEnumerable<Event> Dropped(CareCase state, CareExit? exit, By by, DateTimeOffset at) =>
        state.Ask is { } ask && (exit is null || (exit == CareExit.CivilAffairs && ask.Of == CareAskOf.Guardianship))
            ? [new CareAskDropped(by, at)]
            : [];

    private static DateTimeOffset AnswerDue(CareCase state, CareCommand c, DateTimeOffset at) =>
        at + c.InForce.Time(Deadlines.CareAnswered, state.Community);

    private static IEnumerable<Event> AnswerLate(CareCase state, Remind c) => state.Ask?.Due <= c.At ? [new CareAnswerLate(c.At)] : [];

    private static DateTimeOffset NextMorning(CareCase state, CareCommand c, DateTimeOffset at) => MorningAfter(state, c, Shanghai.Day(at));

    private static DateTimeOffset MorningAfter(CareCase state, Command c, DateOnly day) =>
        Shanghai.At(day.AddDays(1), c.InForce.Value(Deadlines.CareMorning, state.Community));

    // A day written down late from paper does not bring the next check forward.
    private static CareChecked Checked(CareCase state, CheckCare c) =>
        new(c.Day, c.Note, state.LastChecked >= c.Day ? state.Due : MorningAfter(state, c, c.Day), c.By, c.At, c.Means, c.Worries);

    private static IEnumerable<Event> Late(CareCase state, Remind c)
    {
        var at = c.At;
        var (level, due) = (state.LateLevel, state.Due);
        while (due <= at)
        {
            level++;
            due =
                level >= 3 ? null
                : state.Stage == CareStage.Opened ? at + c.InForce.Time(Deadlines.AdultThere, state.Community)
                : level == 2 ? MorningAfter(state, c, Shanghai.Day(due.Value))
                : Shanghai.At(Shanghai.Day(due.Value), c.InForce.Value(Deadlines.CareNoon, state.Community));
            yield return new CareLate(level, due, at);
        }
    }

    public static CareCase Evolve(CareCase state, Event happened) =>
        happened switch
        {
            CareOpened e => None with
            {
                Stage = CareStage.Opened,
                Person = e.Person,
                Community = e.Community,
                Domicile = e.Domicile,
                Incident = e.Incident,
                HarmSuspected = e.HarmSuspected,
                Due = e.Due,
            },
            AdultNamed e when state.Stage == CareStage.Opened => state with
            {
                Stage = CareStage.AdultThere,
                Adult = e.Adult,
                Due = e.Due,
                LateLevel = 0,
            },
            AdultNamed e => state with { Adult = e.Adult, Due = e.Due },
            CareArranged e when state.Stage == CareStage.Arranged => state with
            {
                Arrangement = new(e.Carer, e.Where, e.Since, e.Until, e.Know),
                Due = e.Due,
            },
            CareArranged e => state with
            {
                Stage = CareStage.Arranged,
                Arrangement = new(e.Carer, e.Where, e.Since, e.Until, e.Know),
                Due = e.Due,
                LateLevel = 0,
            },
            CareChecked e when state.LastChecked >= e.Day => state with { Due = e.Due },
            CareChecked e => state with { LastChecked = e.Day, Due = e.Due, LateLevel = 0 },
            CareLate e => state with
            {
                LateLevel = e.Level,
                Due = e.Due,
                Seen = [.. state.Seen.Where(party => party == CareParty.Domicile)],
            },
            CareSeen e => state.Seen.Contains(e.Party) ? state : state with { Seen = [.. state.Seen, e.Party] },
            CareOffered e => state with { Offer = e.Offer },
            CareAccepted e => state.Offer is { } offer ? state with { Offer = offer with { Accepted = e.Way } } : state,
            CareDeclined or OfferTakenBack => state with { Offer = null },
            OtherTimeAsked => state,
            CivilAffairsAsked e => state with { Ask = new(e.Of, e.Due) },
            CareAnswerLate => state.Ask is { } ask ? state with { Ask = ask with { Due = null } } : state,
            CareAnswered or CareAskDropped => state with { Ask = null },
            HarmCleared => state with { HarmSuspected = false },
            CareEnded e => state with { Stage = CareStage.Ended, Exit = e.Exit, Due = null, Ask = null },
            _ => throw new Unforeseen(happened),
        };
}
