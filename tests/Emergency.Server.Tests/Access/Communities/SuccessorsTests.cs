using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Across.CommunityOverview;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Communities;

/// <summary>The people of an ended community are found in its successors.</summary>
public sealed class SuccessorsTests(Borough town)
{
    [Theory]
    [InlineData(Borough.Neighbour, null)]
    [InlineData(Borough.Neighbour, Borough.Distant)]
    [InlineData(Borough.Distant, Borough.Neighbour)]
    public async Task The_one_most_went_to_stands_first(string first, string? other)
    {
        var world = await World.Make(town);
        var asked = world.Asking(Role.CountyDuty, Borough.County);
        CommunityEndpoints.Read(Borough.Community, asked, world.Known).Value!.Successors.ShouldBeEmpty();
        world.Happen(
            Entities.Place(Entities.Live, Borough.Community),
            new DivisionSucceeded(first, world.Today.AddDays(-3), world.Now, other is null ? null : [other])
        );
        var ended = CommunityEndpoints.Read(Borough.Community, asked, world.Known).Value!;
        ended.Successors.Select(one => one.Code).ShouldBe(((string?[])[first, other]).OfType<string>());
        ended.EndedOn.ShouldBe(world.Today.AddDays(-3));
    }
}
