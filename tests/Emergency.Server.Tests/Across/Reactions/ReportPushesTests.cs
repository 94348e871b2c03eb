using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Domain.Teams;
using Emergency.Server.Across.Reactions;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Reactions;

/// <summary>News of an incident is pushed to whoever leads there now and to the street above it; where no community is known, to the county.</summary>
public sealed class ReportPushesTests(Borough town)
{
    [Theory]
    [InlineData(Borough.Community, "desk", "secretary", "street")]
    [InlineData(Borough.Neighbour, "street")]
    [InlineData(Borough.Distant, "another street")]
    [InlineData(null, "county")]
    public async Task A_report_is_pushed_to_who_leads_there_and_to_the_street(string? community, params string[] accounts)
    {
        var world = await World.Make(town);
        foreach (
            var (key, role, division, member) in ((string, Role, string, MemberId?)[])
                [
                    ("desk", Role.GridChief, Borough.Community, Desk),
                    ("secretary", Role.Secretary, Borough.Community, Secretary),
                    ("chief", Role.GridChief, Borough.Community, GridChief),
                    ("street", Role.StreetOfficer, Borough.Street, null),
                    ("another street", Role.StreetOfficer, Borough.OtherStreet, null),
                    ("county", Role.CountyDuty, Borough.County, null),
                    ("another county", Role.CountyDuty, Borough.OtherCounty, null),
                    ("department", Role.Department, Borough.County, null),
                ]
        )
            world.Happen(
                Entities.Account(new(key)),
                new AccountAdded(
                    await world.Seal(Derived.Register("account", Borough.County, key), new AccountContact(key, null, "13900000041")),
                    "–",
                    [new(role, new(division))],
                    member is { } self ? new(division, self) : null,
                    Borough.By,
                    world.Now
                )
            );
        world.Happen(
            Entities.Team(Entities.Live, Borough.Community),
            new DutyRostered(new(world.Today, Shift.Day, Post.Desk, Desk, world.Now.AddHours(-1), world.Now.AddHours(1), null), world.Now)
        );
        ReportPushes
            .Leads(world.Known, Incident.None with { County = Borough.County, Community = community }, world.Now)
            .SelectMany(one => one.Accounts)
            .Select(one => one.Key)
            .Order(StringComparer.Ordinal)
            .ShouldBe(accounts.Order(StringComparer.Ordinal));
    }
}
