using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>Cases waiting for a line stand on the board of the people responsible for its place, the oldest first.</summary>
public sealed class WaitingOrderTests(Borough town)
{
    [Fact]
    public async Task The_oldest_stands_first_and_refused_ones_are_counted()
    {
        var world = await World.Make(town);
        foreach (
            var (name, minutes, line, division, refused, left) in ((string, int, string, string, bool, bool)[])
                [
                    ("second", 2, "120", Borough.Community, true, false),
                    ("first", 1, "120", Borough.Community, false, false),
                    ("third", 3, "119", Borough.Neighbour, false, false),
                    ("delivered", 0, "120", Borough.Community, false, true),
                    ("elsewhere", 0, "120", Borough.OtherCounty, false, false),
                ]
        )
        {
            var handover = Entities.Handover(Entities.Live, world.New<HandoverId>(name));
            world.Now = World.Start.AddMinutes(minutes);
            world.Happen(
                handover,
                new HandoverQueued(
                    new(
                        world.New<IncidentId>("a fire"),
                        HandoverKind.Ambulance,
                        line,
                        division,
                        [],
                        1,
                        null,
                        world.Words,
                        world.Now,
                        false
                    ),
                    null,
                    Borough.By,
                    world.Now
                )
            );
            if (refused)
                world.Happen(handover, new HandoverRefused(400, world.Now));
            if (left)
                world.Happen(handover, new HandoverDelivered(world.Now));
        }
        var board = BoardEndpoints
            .Read(
                new DefaultHttpContext().Request,
                world.Asking(Role.CountyDuty, Borough.County),
                world.Known,
                town.Service<LineLinks>(),
                town.Service<LineTraffic>()
            )
            .Value!;
        board.Waiting.Select(one => world.Text(one.Handover.Id)).ShouldBe(["first", "second", "third"]);
        var line120 = board.Lines.Single(one => one.Line == "120");
        (line120.Waiting, line120.Oldest, line120.Refused).ShouldBe((2, World.Start.AddMinutes(1), 1));
        (board.Lines.Single(one => one.Line == "119").Waiting, board.Lines.Single(one => one.Line == "110").Oldest).ShouldBe((1, null));
    }
}
