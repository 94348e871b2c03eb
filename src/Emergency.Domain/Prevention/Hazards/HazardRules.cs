using static Emergency.Domain.Decision;

namespace Emergency.Domain.Hazards;

public sealed partial record HazardCase
{
    public static Decision Decide(HazardCase state, Command command) =>
        command switch
        {
            Remind c => Of(Late(state, c)),
            FindHazard c => state.Stage == HazardStage.None ? Found(c) : Nothing,
            ReportHazard c => Reported(state, c),
            HazardCommand { File: { } row } c when state.Stage == HazardStage.None => TakenOver(state, row, c),
            HazardCommand when state.Stage == HazardStage.None => Reject(Unknown),
            MoveHazard c => state.Community == c.Community ? Nothing : new HazardMoved(state.Community, c.Community, c.By, c.At),
            ReopenHazard c => state.Stage is HazardStage.Closed or HazardStage.Dropped
                ? new HazardReopened(c.Reason, c.At + c.InForce.Time(Deadlines.HazardAssigned, state.Community), c.By, c.At)
                : Nothing,
            // Closing a second time changes nothing.
            CheckHazard { Good: true } or CloseHazard when state.Stage == HazardStage.Closed => Nothing,
            DropHazard when state.Stage == HazardStage.Dropped => Nothing,
            ProposeHazard c => state.Proposal is { Taken: null } or { Taken: true } ? Nothing
            : state.Counts ? new HazardProposed(c.Others, c.Text, c.By, c.At)
            : Reject(NotNow),
            AnswerProposal c => state.Proposal is null ? Reject(NoProposal)
            : state.Proposal.Taken == c.Taken ? Nothing
            : new HazardProposalAnswered(c.Taken, c.Text, c.By, c.At),
            HazardCommand when state.Stage is HazardStage.Closed or HazardStage.Dropped => Reject(Over),
            GuardHazard c => state.Guard == c.Guard ? Nothing : new HazardGuarded(c.Guard, c.By, c.At),
            RaiseHazard c => Raise(state, c),
            TakeHazard c => state.Stage == HazardStage.Reported ? Taken(state, c, c.Facts, c.By, c.At) : Nothing,
            DropHazard c => state.Stage is HazardStage.Reported or HazardStage.Found
                ? new HazardDropped(c.Reason, c.By, c.At)
                : Reject(NotNow),
            HazardCommand when state.Stage == HazardStage.Reported => Reject(NotNow),
            AssignHazard c => Assign(state, c),
            AcceptHazard c => state.Stage switch
            {
                HazardStage.Assigned => new HazardAccepted(c.By, c.At),
                HazardStage.Mending => Nothing,
                _ => Reject(NotNow),
            },
            ReturnHazard c => state.Stage switch
            {
                HazardStage.Assigned or HazardStage.Mending => new HazardReturned(
                    c.Cause,
                    c.At + c.InForce.Time(Deadlines.HazardStreet, state.Community),
                    c.By,
                    c.At
                ),
                HazardStage.Returned => Nothing,
                _ => Reject(NotNow),
            },
            MendHazard c => state.Stage switch
            {
                HazardStage.Mended or HazardStage.Checked => Nothing,
                _ => new HazardMended(c.Text, c.At + c.InForce.Time(Deadlines.HazardChecked, state.Community), c.By, c.At),
            },
            CheckHazard c => Check(state, c),
            CloseHazard c => state.Stage != HazardStage.Checked ? Reject(NotNow)
            : c.By.Role == Role.StreetOfficer ? new HazardClosed(c.Text, c.By, c.At)
            : Reject(StreetCloses),
            _ => throw new Unforeseen(command),
        };

    private static HazardFound Found(FindHazard c) =>
        new(c.Community, c.Facts, c.Guard, c.SeenAt, c.At + First(c, c.Facts, c.Community), c.By, c.At);

    private static TimeSpan First(Command c, HazardFacts? facts, string community) =>
        facts?.Danger == true ? c.InForce.Time(Deadlines.HazardDanger, community) : c.InForce.Time(Deadlines.HazardAssigned, community);

    private static Decision TakenOver(HazardCase state, FileRow row, HazardCommand c)
    {
        var taken = new HazardTakenOver(row.Row, row.Community, row.Kind, row.Level, c.At);
        var then = Decide(Evolve(state, taken), c);
        return then is Decision.Happened { Events: var events } ? Of([taken, .. events]) : then;
    }

    private static Decision Reported(HazardCase state, ReportHazard c) =>
        state.Stage switch
        {
            HazardStage.None => new HazardReported(
                c.Community,
                c.Link,
                c.Facts,
                c.At + (c.Facts.Danger ? First(c, c.Facts, c.Community) : c.InForce.Time(Deadlines.HazardModerated, c.Community)),
                c.At
            ),
            HazardStage.Closed or HazardStage.Dropped => Reject(Over),
            _ => new HazardReportedAgain(c.Facts.Danger, state.Reports < ReportsKept ? c.Facts.Text : null, c.At),
        };

    private static HazardTaken Taken(HazardCase state, HazardCommand c, HazardFacts facts, By by, DateTimeOffset at) =>
        new(facts, at + First(c, facts, state.Community), by, at);

    private static Decision Raise(HazardCase state, RaiseHazard c)
    {
        if (state.Incident is { } incident)
            return incident == c.Incident ? Nothing : Reject(Raised);
        var raised = new HazardRaised(c.Incident, c.By, c.At);
        // An account that calls for help over a report has thereby reviewed it.
        return state.Stage == HazardStage.Reported && state.Facts is { } facts ? Of([Taken(state, c, facts, c.By, c.At), raised]) : raised;
    }

    private static Decision Assign(HazardCase state, AssignHazard c)
    {
        if (state.Stage is HazardStage.Mended or HazardStage.Checked)
            return Reject(NotNow);
        if (state.Stage == HazardStage.Returned && c.By.Role != Role.StreetOfficer)
            return Reject(StreetDecides);
        if (c.DueOn < Shanghai.Day(c.At))
            return Reject(Past);
        return state.Stage == HazardStage.Assigned && state.Owner == c.Owner && state.DueOn == c.DueOn
            ? Nothing
            : new HazardAssigned(c.Owner, c.DueOn, After(c.DueOn), c.By, c.At);
    }

    // The last day counts in full.
    private static DateTimeOffset After(DateOnly day) => Shanghai.At(day.AddDays(1), 0);

    private static Decision Check(HazardCase state, CheckHazard c)
    {
        if (state.Stage == HazardStage.Checked && c.Good)
            return Nothing;
        if (state.Stage is not (HazardStage.Mended or HazardStage.Checked))
            return Reject(NotNow);
        if (!c.Good)
        {
            var dueOn = c.DueOn ?? Shanghai.Day(c.At).AddDays(3);
            return dueOn < Shanghai.Day(c.At) ? Reject(Past) : new HazardNotMended(c.Text, dueOn, After(dueOn), c.By, c.At);
        }
        var good = new HazardChecked(c.Text, c.At + c.InForce.Time(Deadlines.HazardChecked, state.Community), c.By, c.At);
        return state.Facts?.Level == HazardLevel.Major && c.By.Role != Role.StreetOfficer
            ? good
            : Of([good, new HazardClosed(null, c.By, c.At)]);
    }

    private static IEnumerable<Event> Late(HazardCase state, Remind c)
    {
        var (level, due) = (state.LateLevel, state.Due);
        while (due <= c.At)
        {
            // A hazard returned by the owner is with the street already.
            level = state.Stage == HazardStage.Returned ? 2 : level + 1;
            due = level < 2 ? due.Value + c.InForce.Time(Deadlines.HazardStreet, state.Community) : null;
            yield return new HazardLate(level, due, c.At);
        }
    }

    public static HazardCase Evolve(HazardCase state, Event happened) =>
        happened switch
        {
            HazardFound e => None with
            {
                Stage = HazardStage.Found,
                Community = e.Community,
                Facts = e.Facts,
                Guard = e.Guard,
                FoundAt = e.SeenAt,
                Since = e.At,
                Due = e.Due,
            },
            HazardTakenOver e => None with
            {
                Stage = HazardStage.Found,
                Community = e.Community,
                Row = e.Row,
                Facts = new(e.Kind, e.Level, false, null, null, e.Row.Location, null),
                FoundAt = e.Row.FoundOn is { } day ? Shanghai.At(day, 0) : e.At,
                Since = e.At,
            },
            HazardReported e => None with
            {
                Stage = HazardStage.Reported,
                Community = e.Community,
                Facts = e.Facts,
                Link = e.Link,
                FoundAt = e.At,
                Since = e.At,
                Due = e.Due,
                Reports = 1,
            },
            HazardReportedAgain e => state with
            {
                Reports = state.Reports + 1,
                Facts =
                    state.Stage == HazardStage.Reported && e.Danger && state.Facts is { } facts
                        ? facts with
                        {
                            Danger = true,
                        }
                        : state.Facts,
            },
            HazardTaken e => state.At(HazardStage.Found, e.At, e.Due) with { Facts = e.Facts },
            HazardDropped e => state.At(HazardStage.Dropped, e.At, null),
            HazardMoved e => state with { Community = e.To },
            HazardGuarded e => state with { Guard = e.Guard },
            HazardAssigned e => state.At(HazardStage.Assigned, e.At, e.Due) with { Owner = e.Owner, DueOn = e.DueOn },
            HazardAccepted e => state with { Stage = HazardStage.Mending, Since = e.At },
            HazardReturned e => state.At(HazardStage.Returned, e.At, e.Due),
            HazardMended e => state.At(HazardStage.Mended, e.At, e.Due),
            HazardChecked e => state.At(HazardStage.Checked, e.At, e.Due),
            HazardNotMended e => state.At(HazardStage.Mending, e.At, e.Due) with { DueOn = e.DueOn },
            HazardClosed e => state.At(HazardStage.Closed, e.At, null) with { Guard = HazardGuard.None },
            HazardReopened e => state.At(HazardStage.Found, e.At, e.Due) with { Owner = null, DueOn = null, Incident = null },
            HazardLate e => state with { LateLevel = e.Level, Due = e.Due },
            HazardRaised e => state with { Incident = e.Incident },
            HazardProposed e => state with { Proposal = new(e.Others, e.Text, e.By, e.At) },
            HazardProposalAnswered e => state with
            {
                Proposal = state.Proposal is { } put ? put with { Taken = e.Taken, Answer = e.Text } : null,
            },
            _ => throw new Unforeseen(happened),
        };

    private HazardCase At(HazardStage stage, DateTimeOffset at, DateTimeOffset? due) =>
        this with
        {
            Stage = stage,
            Since = at,
            Due = due,
            LateLevel = 0,
        };
}
