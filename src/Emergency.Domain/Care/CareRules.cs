using static Emergency.Domain.Decision;

namespace Emergency.Domain.Care;

public sealed partial record CareCase
{
    public static Decision Decide(CareCase state, Command command) =>
        command switch
        {
            Remind c => state.Stage == CareStage.Ended ? Nothing : Of(Late(state, c)),
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
            ArrangeCare c when state.Arrangement == new CareArrangement(c.Carer, c.Where, c.Since) => Nothing,
            ArrangeCare c => new CareArranged(
                c.Carer,
                c.Where,
                c.Since,
                state.Stage == CareStage.Arranged ? state.Due : NextMorning(state, c, c.At),
                c.By,
                c.At
            ),
            CheckCare when state.Stage != CareStage.Arranged => Reject(NotArranged),
            CheckCare c => state.LastChecked >= c.Day && c.Note is null ? Nothing : Checked(state, c),
            ExitCare c => new CareEnded(c.Exit, c.Receiver, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    private static DateTimeOffset NextMorning(CareCase state, CareCommand c, DateTimeOffset at) => MorningAfter(state, c, Shanghai.Day(at));

    private static DateTimeOffset MorningAfter(CareCase state, CareCommand c, DateOnly day) =>
        Shanghai.At(day.AddDays(1), c.InForce.Value(Deadlines.CareMorning, state.Community));

    // A day written down late from paper does not bring the next check forward.
    private static CareChecked Checked(CareCase state, CheckCare c) =>
        new(c.Day, c.Note, state.LastChecked >= c.Day ? state.Due : MorningAfter(state, c, c.Day), c.By, c.At);

    private static IEnumerable<Event> Late(CareCase state, Remind c)
    {
        var at = c.At;
        var (level, due) = (state.LateLevel, state.Due);
        while (due <= at)
        {
            level++;
            due =
                level >= 2 ? null
                : state.Stage == CareStage.Opened ? at + c.InForce.Time(Deadlines.AdultThere, state.Community)
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
                Arrangement = new(e.Carer, e.Where, e.Since),
                Due = e.Due,
            },
            CareArranged e => state with
            {
                Stage = CareStage.Arranged,
                Arrangement = new(e.Carer, e.Where, e.Since),
                Due = e.Due,
                LateLevel = 0,
            },
            CareChecked e when state.LastChecked >= e.Day => state with { Due = e.Due },
            CareChecked e => state with { LastChecked = e.Day, Due = e.Due, LateLevel = 0 },
            CareLate e => state with { LateLevel = e.Level, Due = e.Due },
            CareEnded e => state with { Stage = CareStage.Ended, Exit = e.Exit, Due = null },
            _ => throw new Unforeseen(happened),
        };
}
