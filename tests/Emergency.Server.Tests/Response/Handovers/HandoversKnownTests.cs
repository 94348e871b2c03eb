using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Handovers;

public sealed class HandoversKnownTests
{
    private static readonly IncidentId Incident = new(Guid.CreateVersion7());
    private static readonly PersonId Person = BoroughRegisters.Someone("carried away");

    public static TheoryData<HandoverKind, HandoverStage, bool> Every =>
        [
            .. Enum.GetValues<HandoverKind>()
                .SelectMany(kind =>
                    Enum.GetValues<HandoverStage>()
                        .Select(stage =>
                            (
                                kind,
                                stage,
                                kind == HandoverKind.Ambulance
                                    && stage is HandoverStage.Accepted or HandoverStage.Progressed or HandoverStage.Completed
                            )
                        )
                ),
        ];

    /// <summary>Only a confirmation by 120 counts a person as taken away.</summary>
    [Theory, MemberData(nameof(Every))]
    public void A_person_is_with_120_once_120_has_confirmed_the_person(HandoverKind kind, HandoverStage stage, bool taken)
    {
        taken &= kind == HandoverKind.Ambulance;
        var (known, one) = (HandoversKnown.None, new HandoverId(Guid.CreateVersion7()));
        var facts = new HandoverFacts(Incident, kind, "120", Borough.Community, [Person], 1, null, new("t"), default, false);
        known = known with
        {
            All = known.All.Add(one, new(one, Handover.None with { Stage = stage, Facts = facts }, default, default)),
            ByIncident = known.ByIncident.Add(Incident, [one]),
        };
        known.TakenBy120(Incident, Person).ShouldBe(taken ? one : null);
        known.TakenBy120(Incident, BoroughRegisters.Strong).ShouldBeNull();
    }
}
