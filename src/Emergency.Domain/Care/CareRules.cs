using static Emergency.Domain.Decision;

namespace Emergency.Domain.Care;

public sealed partial record CareCase
{
    /// <summary>A named adult is with the person within two minutes.</summary>
    public static readonly TimeSpan AdultWithin = TimeSpan.FromMinutes(2);
    private const int Morning = 9, Noon = 12;

    public static Decision Decide(CareCase state, Command command) => command switch
    {
        Remind c => state.Stage == CareStage.Ended ? Nothing : Of(Late(state, c.At)),
        ExitCare c when state.Stage == CareStage.Ended => state.Exit == c.Exit ? Nothing : Reject(Over),
        CareCommand when state.Stage == CareStage.Ended => Reject(Over),
        OpenCare c when state.Stage == CareStage.None => new CareOpened(c.Person, c.Community, c.Domicile, c.Incident, c.HarmSuspected, c.At + AdultWithin, c.By, c.At),
        OpenCare c => c.Person == state.Person ? Nothing : Reject(AnotherPerson),
        CareCommand when state.Stage == CareStage.None => Reject(Unknown),
        NameAdult c => c.Adult == state.Adult ? Nothing : new AdultNamed(c.Adult, state.Stage == CareStage.Opened ? NextMorning(c.At) : state.Due, c.By, c.At),
        ArrangeCare when state.Stage == CareStage.Opened => Reject(NobodyNamed),
        ArrangeCare c when state.Arrangement == new CareArrangement(c.Carer, c.Where, c.Since) => Nothing,
        ArrangeCare c => new CareArranged(c.Carer, c.Where, c.Since, state.Stage == CareStage.Arranged ? state.Due : NextMorning(c.At), c.By, c.At),
        CheckCare when state.Stage != CareStage.Arranged => Reject(NotArranged),
        CheckCare c => state.LastChecked >= c.Day && c.Note is null ? Nothing : Checked(state, c),
        ExitCare c => new CareEnded(c.Exit, c.Receiver, c.By, c.At),
        _ => throw new Unforeseen(command),
    };

    private static DateTimeOffset NextMorning(DateTimeOffset at) => Shanghai.At(Shanghai.Day(at).AddDays(1), Morning);

    // A day written down late from paper does not bring the next check forward.
    private static CareChecked Checked(CareCase state, CheckCare c) => new(c.Day, c.Note, state.LastChecked >= c.Day ? state.Due : Shanghai.At(c.Day.AddDays(1), Morning), c.By, c.At);

    private static IEnumerable<Event> Late(CareCase state, DateTimeOffset at)
    {
        var (level, due) = (state.LateLevel, state.Due);
        while (due <= at)
        {
            level++;
            due = level >= 2 ? null : state.Stage == CareStage.Opened ? at + AdultWithin : Shanghai.At(Shanghai.Day(due.Value), Noon);
            yield return new CareLate(level, due, at);
        }
    }

    public static CareCase Evolve(CareCase state, Event happened) => happened switch
    {
        CareOpened e => None with { Stage = CareStage.Opened, Person = e.Person, Community = e.Community, Domicile = e.Domicile, Incident = e.Incident, HarmSuspected = e.HarmSuspected, Due = e.Due },
        AdultNamed e when state.Stage == CareStage.Opened => state with { Stage = CareStage.AdultThere, Adult = e.Adult, Due = e.Due, LateLevel = 0 },
        AdultNamed e => state with { Adult = e.Adult, Due = e.Due },
        CareArranged e when state.Stage == CareStage.Arranged => state with { Arrangement = new(e.Carer, e.Where, e.Since), Due = e.Due },
        CareArranged e => state with { Stage = CareStage.Arranged, Arrangement = new(e.Carer, e.Where, e.Since), Due = e.Due, LateLevel = 0 },
        CareChecked e when state.LastChecked >= e.Day => state with { Due = e.Due },
        CareChecked e => state with { LastChecked = e.Day, Due = e.Due, LateLevel = 0 },
        CareLate e => state with { LateLevel = e.Level, Due = e.Due },
        CareEnded e => state with { Stage = CareStage.Ended, Exit = e.Exit, Due = null },
        _ => throw new Unforeseen(happened),
    };
}
