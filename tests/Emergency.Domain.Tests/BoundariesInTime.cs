using Emergency.Domain.Entrusting;
using Emergency.Domain.Handovers;
using Emergency.Domain.Hazards;
using Emergency.Domain.KeptLists;
using Emergency.Domain.Links;
using Emergency.Domain.Parties;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.Plans;
using Emergency.Domain.Pools;
using Emergency.Domain.Regulations;
using Emergency.Domain.Resources;
using Emergency.Domain.Responses;
using Emergency.Domain.Retaining;
using Emergency.Domain.Rhythms;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Tests.Confirmations;
using Emergency.Domain.Tests.Hazards;
using Emergency.Domain.Tests.Parties;
using Emergency.Domain.Tests.Patrols;
using Emergency.Domain.Tests.People;
using Emergency.Domain.Tests.Pools;
using Emergency.Domain.Tests.Resources;
using Emergency.Domain.Tests.Responses;
using Emergency.Domain.Tests.RiskPoints;
using Emergency.Domain.Tests.Warnings;
using Emergency.Domain.Visits;
using Emergency.Domain.Warnings;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests;

/// <summary>
/// Each boundary in time, one unit before it, on it and one after: the last day that still counts, the first moment that is too late.
/// </summary>
public sealed class BoundariesInTime
{
    /// <summary>Outcomes at −1, 0 and +1, each as a sign: + done, . nothing new, ! refused.</summary>
    private sealed record Row(string What, string Expected, Func<int, string> At);

    private static string Decided(Noun noun, IEnumerable<Event> given, Command command) =>
        noun.Decide(given.Aggregate(noun.None, noun.Evolve), command) switch
        {
            Decision.Happened => "+",
            Decision.Idle => ".",
            _ => "!",
        };

    private static string Yes(bool holds) => holds ? "+" : ".";

    private static DateTimeOffset By(int offset, DateTimeOffset at) => at.AddSeconds(offset);

    private static LotFacts Rice(DateOnly? expires) => new(Id<LotId>(1), "大米", "食品", "袋", 40, 10, expires, "值班室", null, null, null);

    private static LotRecorded Recorded(DateOnly? expires) => new(Rice(expires), null, Night);

    // Community's Grandmother with her plan, and a check asked for at Night.
    private static readonly VisitsPlanned Planned = new(
        Id<PersonId>(7),
        Community,
        30,
        Today.AddDays(5),
        Shanghai.At(Today.AddDays(5), 8),
        Night.AddDays(-1)
    );

    private static ExtraVisitAsked Extra(DateTimeOffset asked, DateTimeOffset before) =>
        new(new(VisitTrigger.Heat, "w1", before, asked), before, null, asked);

    private static MakeVisit Visit(DateTimeOffset seen, DateTimeOffset? told = null) =>
        new(Id<PersonId>(7), Community, null, VisitMeans.Door, true, [], null, seen, false, true, null, null, GridChief, told ?? seen);

    private static int Left(IEnumerable<Event> given, Command command)
    {
        var state = given.Aggregate(PersonVisits.None, PersonVisits.Evolve);
        if (PersonVisits.Decide(state, command) is Decision.Happened { Events: var events })
            state = events.Aggregate(state, PersonVisits.Evolve);
        return state.Extras.Count;
    }

    private static readonly Row[] Rows =
    [
        // Goods: a lot is still good on the day it expires.
        new(
            "goods entered, by the day they expire",
            "!++",
            n => Decided(Noun.Supplies, [], new EnterLot(Rice(Today.AddDays(n)), SupplySource.Bought, null, null, Secretary, Night))
        ),
        new(
            "goods received into a lot, by the day it expires",
            "!++",
            n =>
                Decided(
                    Noun.Supplies,
                    [Recorded(Today.AddDays(n))],
                    new ReceiveLot(Id<LotId>(1), 5, SupplySource.Bought, null, Secretary, Night)
                )
        ),
        new(
            "goods promised to a task, by the day they expire",
            "!++",
            n =>
                Decided(
                    Noun.Supplies,
                    [Recorded(Today.AddDays(n))],
                    new ReserveItem(Id<TaskId>(1), Id<IncidentId>(1), "大米", 5, Today, Night.AddHours(2), Night)
                )
        ),
        new(
            "a loan, by its last day",
            "!++",
            n =>
                Decided(
                    Noun.Supplies,
                    [Recorded(null)],
                    new LendLot(Id<LotId>(1), Id<LoanId>(1), 5, Hidden("样例户"), null, Today.AddDays(n), false, Secretary, Night)
                )
        ),
        new(
            "a count of stock, by when it was counted",
            "++!",
            n => Decided(Noun.Supplies, [Recorded(null)], new CountLot(Id<LotId>(1), 40, By(n, Night), null, Secretary, Night))
        ),
        new(
            "what lay there at a time, by when some of it went out",
            "++.",
            n =>
                Yes(
                    new SuppliesEvent[]
                    {
                        Recorded(null),
                        new LotHandedOut(Id<LotId>(1), 5, Hidden("样例户"), null, Secretary, By(n, Night)),
                    }
                        .Aggregate(Supplies.None, Supplies.Evolve)
                        .Lots[Id<LotId>(1)]
                        .HereAt(Night) == 35
                )
        ),
        // Visits.
        new(
            "visits of somebody who was found to be in hospital rest, by the day they were last seen",
            "++.",
            n => Yes(Resting(Night.AddDays(n)))
        ),
        new("a visit, by when it was made", "++!", n => Decided(Noun.Visits, [Planned], Visit(By(n, Night), Night))),
        new("a plan, by the morning it is due", ".++", n => Decided(Noun.Visits, [Planned], new Remind(By(n, Planned.Due!.Value)))),
        new(
            "an extra visit, by the hour it is asked for",
            ".++",
            n => Decided(Noun.Visits, [Planned, Extra(Night, After(60))], new Remind(By(n, After(60))))
        ),
        new(
            "an extra visit asked for in the moment of a visit is settled by it, one asked for later is not",
            "++.",
            n => Yes(Left([Planned, Extra(By(n, Night), After(60))], Visit(Night)) == 0)
        ),
        new(
            "a second visit of the day settles what was asked for between the two",
            "+++",
            n =>
                Yes(
                    Left(
                        [
                            Planned,
                            .. (
                                (Decision.Happened)PersonVisits.Decide(PersonVisits.Evolve(PersonVisits.None, Planned), Visit(Night))
                            ).Events,
                            Extra(After(10), After(600)),
                        ],
                        Visit(After(20 + n))
                    ) == 0
                )
        ),
        // Plans.
        new(
            "a plan that has stood its years, by the day",
            ".++",
            n =>
                Yes(
                    PlanRules
                        .BuiltIn.DueBy(InForceSince(Night), Community, Today.AddYears(PlanYears).AddDays(n))
                        .Any(due => due.Trigger == "period")
                )
        ),
        new("a law that came into force after the plan was approved, by the day of the law", "..+", n => Yes(Law(n, 400))),
        new("a law that is in force, by today", ".++", n => Yes(Law(1, 1 + n))),
        new(
            "a reason to look at a plan anew, by when the plan that was approved since was submitted",
            "..+",
            n =>
                Yes(
                    new PlanEvent[]
                    {
                        new PlanDrafted(new("1", "试阳社区预案", []), null, Secretary, After(-9)),
                        new PlanSubmitted(Secretary, Night),
                        new PlanMarkedDue("risk", By(n, Night), "滑坡"),
                        new PlanApproved(StreetOfficer, After(9)),
                    }
                        .Aggregate(Plan.None, Plan.Evolve)
                        .Reasons.Count == 1
                )
        ),
        // Terms of people and things.
        new(
            "a party's first day",
            ".++",
            n => Yes(Party.Evolve(Party.None, PartyStories.Entered).Serves(PartyStories.Facts.From.AddDays(n)))
        ),
        new(
            "a party's last day",
            "++.",
            n => Yes(Party.Evolve(Party.None, PartyStories.Entered).Serves(PartyStories.Facts.Until!.Value.AddDays(n)))
        ),
        new(
            "an end of a party before it began",
            "!++",
            n =>
                Decided(
                    Noun.Party,
                    [PartyStories.Entered],
                    new EndParty(PartyStories.Facts.From.AddDays(n), Hidden("换物业"), StreetOfficer, Night)
                )
        ),
        new(
            "what a party is asked for, by when it answers",
            "!!+",
            n =>
                Decided(
                    Noun.Party,
                    [PartyStories.Entered],
                    new AskParty(PartyStories.Ask, Hidden("关电源"), null, null, By(n, Night), Secretary, Night)
                )
        ),
        new(
            "what a party has not answered, by its time",
            ".++",
            n => Decided(Noun.Party, [PartyStories.Entered, PartyStories.Asked], new Remind(By(n, After(60))))
        ),
        new(
            "a party's term, by its last day against its first",
            "!++",
            n => Decided(Noun.Party, [], new EnterParty(Term(n), StreetOfficer, Night))
        ),
        new(
            "a party's term that is corrected",
            "!++",
            n => Decided(Noun.Party, [PartyStories.Entered], new CorrectParty(Term(n) with { Name = "试园物业" }, 1, StreetOfficer, Night))
        ),
        new(
            "a loan of staff, by its last day against its first",
            "!++",
            n =>
                Decided(
                    Noun.Pool,
                    [PoolStories.Added],
                    new LendStaff(PoolStories.Added.Staff.Id, PoolStories.Term with { To = Today.AddDays(n) }, StreetOfficer, Night)
                )
        ),
        new(
            "a thing that is kept for a term, by its last day against its first",
            "!++",
            n =>
                Decided(
                    Noun.Resources,
                    [],
                    new KeepResource(
                        Id<ResourceId>(1),
                        ResourceStories.Facts with
                        {
                            From = Today,
                            Until = Today.AddDays(n),
                        },
                        0,
                        Secretary,
                        Night
                    )
                )
        ),
        new(
            "records that are merged, by the last day of a hold on one of them",
            "+!!",
            n =>
                Decided(
                    Noun.Residents,
                    [.. MergingStories.Registered, new PersonHeld(MergingStories.Merge.Gone, Today.AddDays(n), Secretary, Night)],
                    MergingStories.Merge with
                    {
                        At = Night,
                    }
                )
        ),
        new(
            "a list that is given to somebody, by its last day",
            "!++",
            n => Decided(Noun.Standing, [], new GiveList(BuildingChief.Account, Today.AddDays(n), Secretary, Night))
        ),
        new(
            "a contact that is noted, by its day",
            "++!",
            n => Decided(Noun.Entrustment, [], new NoteContact(Id<PersonId>(1), Community, Today.AddDays(n), true, GridChief, Night))
        ),
        // Hazards and risk points.
        new(
            "a hazard that is not good yet, by its new day",
            "!++",
            n =>
                Decided(
                    Noun.Hazard,
                    [HazardStories.Found, HazardStories.Assigned, HazardStories.Mended],
                    new CheckHazard(false, Shanghai.Day(HazardStories.Mended.At).AddDays(n), null, GridChief, HazardStories.Mended.At)
                )
        ),
        new(
            "a hazard's last day",
            "!++",
            n => Decided(Noun.Hazard, [HazardStories.Found], new AssignHazard(HazardStories.Housing, Today.AddDays(n), Secretary, Night))
        ),
        new(
            "a look at a risk point, by when it was",
            "++!",
            n => Decided(Noun.Risk, [RiskPointStories.Set], RiskPointStories.Look(1, By(n, Night), told: Night))
        ),
        new(
            "a look that nobody took, by its morning",
            ".++",
            n => Decided(Noun.Risk, [RiskPointStories.Set], new Remind(By(n, RiskPointStories.Set.Due!.Value)))
        ),
        new(
            "rain against the threshold of 50 mm",
            ".++",
            n =>
                Yes(
                    RiskPoint.Decide(RiskPoint.Evolve(RiskPoint.None, RiskPointStories.Set), RiskPointStories.Look(50 + (n * 0.5), Night))
                        is Decision.Happened { Events: var events }
                        && events.Any(e => e is RiskCrossed)
                )
        ),
        new(
            "a stop, by the end of the last round",
            "..+",
            n =>
                Yes(
                    Patrol.Decide(Walked(), new TellStop(1, StopState.Good, null, null, By(n, After(3)), GridChief, After(60)))
                        is Decision.Happened { Events: [StopWasTold { Round: > 0 }, ..] }
                )
        ),
        // Warnings.
        new("a warning holds from its first moment", ".++", n => Yes(WarningLadder.Facts().Holds(By(n, Night)))),
        new("a warning holds until just before its end", "+..", n => Yes(WarningLadder.Facts().Holds(By(n, WarningLadder.Until)))),
        new(
            "a warning that comes when it is over",
            ".++",
            n =>
                Yes(
                    Warning.Decide(Warning.None, WarningLadder.Receive() with { At = By(n, WarningLadder.Until) })
                        is Decision.Happened { Events: var events }
                        && events.Any(e => e is WarningExpired)
                )
        ),
        new("a warning expires", ".++", n => Decided(Noun.Warning, [WarningLadder.Received()], new Remind(By(n, WarningLadder.Until)))),
        new(
            "a warning that nobody confirmed",
            ".++",
            n => Decided(Noun.Warning, [WarningLadder.Received(), WarningLadder.Awaited], new Remind(By(n, After(3))))
        ),
        // Links, confirmations, responses, rounds.
        new(
            "a link's life",
            "+!!",
            n =>
                Decided(
                    Noun.Link,
                    [
                        new LinkMade(
                            LinkPurpose.CareAccept,
                            Id<CareCaseId>(1).Value,
                            Community,
                            "secret",
                            "code",
                            Night.AddHours(48),
                            Secretary,
                            Night
                        ),
                    ],
                    new TryLink("secret", "code", By(n, Night.AddHours(48)))
                )
        ),
        new(
            "an act that waits for a second account",
            "+!!",
            n =>
                Decided(
                    Noun.Confirmation,
                    [ConfirmationStories.Asked],
                    ConfirmationStories.Confirm with
                    {
                        At = By(n, ConfirmationStories.Asked.Until),
                    }
                )
        ),
        new(
            "an act that nobody confirmed",
            ".++",
            n => Decided(Noun.Confirmation, [ConfirmationStories.Asked], new Remind(By(n, ConfirmationStories.Asked.Until)))
        ),
        new(
            "a response's term",
            "!!+",
            n => Decided(Noun.Response, [], new StartResponse(ResponseStories.Facts with { Until = By(n, Night) }, DutyOfficer, Night))
        ),
        new(
            "a response's new term",
            "!!+",
            n =>
                Decided(
                    Noun.Response,
                    [ResponseStories.Started],
                    new ChangeResponse(County, ResponseLevel.Second, By(n, After(30)), Hidden("加派照明"), DutyOfficer, After(30))
                )
        ),
        new(
            "a round, by its hour",
            "!++",
            n => Decided(Noun.Round, [], new ComeRound(DutyRhythm.VisitsPlan, Community, Night, Misfire.Once, 60, By(n, Night)))
        ),
        new(
            "a round that was missed, by its grace of an hour",
            "++.",
            n =>
                Yes(
                    Round.Decide(
                        Round.None,
                        new ComeRound(DutyRhythm.VisitsPlan, Community, Night, Misfire.Skip, 60, By(n, Night.AddMinutes(60)))
                    )
                        is Decision.Happened { Events: [RoundCame] }
                )
        ),
        // Handed over.
        new(
            "a hand-over that nobody confirmed",
            ".++",
            n =>
                Decided(
                    Noun.Handover,
                    [
                        new HandoverQueued(
                            new(Id<IncidentId>(1), HandoverKind.Police, "110", Community, [], null, null, Hidden("走失"), After(1), false),
                            After(1),
                            DutyOfficer,
                            Night
                        ),
                    ],
                    new Remind(By(n, After(1)))
                )
        ),
        // Terms of team members.
        new("two turns of one member, by when the second begins", "+..", n => Yes(Doubled(n, first: true))),
        new("the same where the second stands already", "+..", n => Yes(Doubled(n, first: false))),
        new("a shift that nobody keeps is a gap until just before its end", "+..", n => Yes(IsGap(n))),
        new("an insurance's last day", "++.", n => Yes(new Insurance("示例保险", Today).Covers(Today.AddDays(n)))),
        new("a hold on records, its last day", "++.", n => Yes(Held.IsHeld(Today.AddDays(n)))),
    ];

    private static Retention Held => Retention.None with { Hold = new(Today, Hidden("事故调查"), Secretary, Night) };

    private static PartyFacts Term(int days) => PartyStories.Facts with { Until = PartyStories.Facts.From.AddDays(days) };

    private static bool Doubled(int seconds, bool first)
    {
        var turn = new Duty(Today, Shift.Day, Post.Desk, Id<MemberId>(3), Night.AddHours(-8), Night, null);
        var next = turn with { Shift = Shift.Night, From = By(seconds, Night), To = Night.AddHours(8) };
        var (stands, comes) = first ? (turn, next) : (next, turn);
        return Team.Evolve(Team.None, new DutyRostered(stands, Night)).Double(comes) is not null;
    }

    /// <summary>True where the shift is a gap, seen some seconds before, at or after the end of that day's day shift.</summary>
    private static bool IsGap(int seconds) =>
        ShiftGaps
            .Of(Team.None, InForce.Table, Community, By(seconds, Shanghai.At(Today, 20)))
            .Any(gap => gap.Day == Today && gap.Shift == Shift.Day);

    private static bool Resting(DateTimeOffset seen)
    {
        var told = Night.AddDays(2);
        var visited = PersonVisits.Evolve(PersonVisits.None, Planned);
        visited = ((Decision.Happened)PersonVisits.Decide(visited, Visit(seen, told))).Events.Aggregate(visited, PersonVisits.Evolve);
        var missed = new MissVisit(Id<PersonId>(7), Community, null, MissReason.Hospital, Night, null, null, null, GridChief, told);
        return PersonVisits.Decide(visited, missed) is Decision.Happened { Events: var events } && events.Any(e => e is VisitsPaused);
    }

    /// <summary>
    /// True where a plan approved at Night is due by a law that came into force <paramref name="since"/> days later, seen
    /// <paramref name="later"/> days later.
    /// </summary>
    private static bool Law(int since, int later) =>
        (PlanRules.BuiltIn with { Years = 9, Laws = [new("某法", "", Today.AddDays(since))] })
            .DueBy(InForceSince(Night), Community, Today.AddDays(later))
            .Any(due => due.Trigger == "law");

    private static Patrol Walked() =>
        Enumerable
            .Range(1, 3)
            .Aggregate(
                Patrol.Evolve(Patrol.None, PatrolStories.Set),
                (patrol, stop) =>
                    ((Decision.Happened)Patrol.Decide(patrol, PatrolStories.Tell(stop, After(stop)))).Events.Aggregate(
                        patrol,
                        Patrol.Evolve
                    )
            );

    /// <summary>Years of a plan in plan-rules.json.</summary>
    private const int PlanYears = 2;

    private static Plan InForceSince(DateTimeOffset at) => Plan.None with { InForce = new("1", "试阳社区预案", []), ApprovedAt = at };

    [Fact]
    public void What_was_asked_for_of_somebody_who_left_is_asked_for_no_more() =>
        Left([Planned, Extra(Night, After(60))], new EndVisits(VisitEnd.Left, After(1))).ShouldBe(0);

    public static TheoryData<string> All => [.. Rows.Select(row => row.What)];

    [Theory, MemberData(nameof(All))]
    public void On_the_boundary_and_on_both_sides_of_it(string what)
    {
        var row = Rows.Single(row => row.What == what);
        string.Concat(row.At(-1), row.At(0), row.At(1)).ShouldBe(row.Expected);
    }
}
