using Emergency.Domain.Hazards;
using Emergency.Domain.Patrols;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Tests.Patrols;
using Emergency.Domain.Tests.RiskPoints;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Hazards.HazardStories;

namespace Emergency.Domain.Tests.Hazards;

/// <summary>An act for each refusal of hazards, risk points and patrols.</summary>
internal static class DangerRefusals
{
    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (HazardCase.Unknown, Noun.Hazard, [], new AcceptHazard(Secretary, Night)),
        (
            HazardCase.Over,
            Noun.Hazard,
            [Found, new HazardDropped(Hidden("不是隐患"), Secretary, Night)],
            new AssignHazard(Housing, Today, Secretary, Night)
        ),
        (HazardCase.NotNow, Noun.Hazard, [Found], new CheckHazard(true, null, null, Secretary, Night)),
        (HazardCase.Past, Noun.Hazard, [Found], new AssignHazard(Housing, Today.AddDays(-1), Secretary, Night)),
        (
            HazardCase.StreetDecides,
            Noun.Hazard,
            [Found, Assigned, new HazardReturned(Hidden("不归我管"), Noon, Secretary, Noon)],
            new AssignHazard(Housing, Today.AddDays(3), Secretary, Noon)
        ),
        (
            HazardCase.StreetCloses,
            Noun.Hazard,
            [Found, Assigned, Mended, new HazardChecked(null, Noon, Secretary, Noon)],
            new CloseHazard(null, Secretary, Noon)
        ),
        (
            HazardCase.Raised,
            Noun.Hazard,
            [Found, new HazardRaised(Id<IncidentId>(1), GridChief, Night)],
            new RaiseHazard(Id<IncidentId>(2), GridChief, Night)
        ),
        (HazardCase.NoProposal, Noun.Hazard, [Found], new AnswerProposal(true, null, StreetOfficer, Night)),
        (RiskPoint.Unknown, Noun.Risk, [], RiskPointStories.Look(1, Night)),
        (
            RiskPoint.Over,
            Noun.Risk,
            [RiskPointStories.Set, new RiskPointEnded(Hidden("已治理"), Secretary, Night)],
            RiskPointStories.Look(1, Night)
        ),
        (RiskPoint.Future, Noun.Risk, [RiskPointStories.Set], RiskPointStories.Look(1, After(60), told: Night)),
        (RiskPoint.NotCrossed, Noun.Risk, [RiskPointStories.Set], new RaiseRiskPoint(Id<IncidentId>(1), Secretary, Night)),
        (Patrol.Unknown, Noun.Patrol, [], PatrolStories.Tell(1, Night)),
        (Patrol.Over, Noun.Patrol, [PatrolStories.Set, new PatrolEnded(Secretary, Night)], PatrolStories.Tell(1, Night)),
        (Patrol.UnknownStop, Noun.Patrol, [PatrolStories.Set], PatrolStories.Tell(9, Night)),
        (Patrol.Future, Noun.Patrol, [PatrolStories.Set], PatrolStories.Tell(1, After(60), told: Night)),
    ];
}
