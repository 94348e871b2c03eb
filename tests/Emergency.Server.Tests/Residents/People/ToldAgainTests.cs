using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Across.Erasure;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.People;

/// <summary>A journal restored from before an erasure has every erasure repeated.</summary>
public sealed class ToldAgainTests
{
    private static readonly By By = new(new("street"), Role.StreetOfficer);
    private static readonly DateTimeOffset At = World.Start;
    private static readonly Guid Key = new(7, 0, 0, new byte[8]);
    private static readonly IncidentId Incident = new(new Guid(1, 0, 0, new byte[8]));

    private static readonly (EntityId Of, IErasure Event)[] Table =
    [
        (Entities.Account(new("one")), new AccountErased(ErasureBasis.Unlawful, [Key], By, At)),
        (Entities.Team(Entities.Live, Borough.Community), new MemberErased(new(Key), ErasureBasis.TermOver, [Key], By, At)),
        (
            Entities.Doors(Entities.Live, Incident, Borough.Community),
            new VisitorErased(Incident, Borough.Community, new(Key), ErasureBasis.TermOver, [Key], By, At)
        ),
        (Entities.Case(Entities.Live, new("12345", "7")), new CaseCallersErased(Incident, ErasureBasis.ConsentWithdrawn, [Key], By, At)),
        (Entities.Incident(Entities.Live, Incident), new CallersErased(ErasureBasis.TermOver, [Key], By, At)),
        (
            Entities.Residents(Entities.Live, Borough.Community),
            new PersonErased(new(Key), new("n", "c"), ErasureBasis.PurposeFulfilled, [Key], null, By, At)
        ),
    ];

    [Fact]
    public void Whatever_can_be_erased_has_a_row() =>
        Table
            .Select(row => row.Event.GetType())
            .ShouldBe(
                typeof(IErasure)
                    .Assembly.GetTypes()
                    .Where(type => type is { IsInterface: false, IsAbstract: false } && typeof(IErasure).IsAssignableFrom(type)),
                ignoreOrder: true
            );

    [Fact]
    public void It_says_just_what_it_said()
    {
        var rules = EntityKinds.All.ToDictionary(one => one.Kind, StringComparer.Ordinal);
        foreach (var (of, told) in Table)
        {
            var entry = Erasing.Entry(of, told);
            (entry.Id, entry.Stream, entry.Keys).ShouldBe((told.Subject, of.ToString(), told.Keys));
            var decided = rules[of.Kind]
                .Decide(rules[of.Kind].Initial, ErasureFollows.Again(entry))
                .ShouldBeOfType<Decided.Events>(of.Kind);
            JsonSerializer
                .Serialize(decided.All.Single(), told.GetType(), Json.Options)
                .ShouldBe(JsonSerializer.Serialize(told, told.GetType(), Json.Options));
        }
    }
}
