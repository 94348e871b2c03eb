using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Across.Live;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Live;

/// <summary>Permissions to join groups.</summary>
public sealed class JoiningTests(Borough town)
{
    [Fact]
    public async Task For_each_role_what_it_may_listen_to()
    {
        var world = await World.Make(town);
        var (running, over) = (world.New<IncidentId>("a fire"), world.New<IncidentId>("a fire that is over"));
        foreach (var id in (IncidentId[])[running, over])
        {
            var incident = Entities.Incident(Entities.Live, id);
            world.Happen(
                incident,
                new IncidentOpened(
                    Borough.County,
                    Borough.Community,
                    null,
                    Category.Fire,
                    Priority.Life,
                    null,
                    null,
                    world.New<ReportId>($"of {id}"),
                    null,
                    null,
                    world.Now,
                    world.Words,
                    Borough.By,
                    world.Now
                )
            );
            world.Happen(
                incident,
                new ImpactDrawn(new Area.Circle(new(Borough.Lon, Borough.Lat), 100), [Borough.Community], [], 1, Borough.By, world.Now)
            );
        }
        world.Happen(Entities.Incident(Entities.Live, over), new SceneEnded(0, Borough.By, world.Now));
        Group[] groups =
        [
            Group.Division(Entities.Live, Borough.County),
            Group.Division(Entities.Live, Borough.OtherCounty),
            Group.Division(Entities.Live, Borough.Street),
            Group.Division(Entities.Live, Borough.Community),
            Group.Division(Entities.Live, Borough.Neighbour),
            Group.Division(Entities.Live, Borough.Distant),
            Group.Division(Entities.Live, "nowhere"),
            Group.Incident(Entities.Live, running),
            Group.Incident(Entities.Live, over),
            Group.Incident(Entities.Live, new(Guid.Empty)),
            Group.Doors(Entities.Live, running, Borough.Community),
            Group.Doors(Entities.Live, running, Borough.Neighbour),
            Group.Doors(Entities.Live, over, Borough.Community),
            Group.Me(Entities.Live, new("Secretary")),
            new(Entities.Live, "everything", "x"),
        ];
        var text = new StringBuilder();
        foreach (var role in Enum.GetValues<Role>())
        foreach (var group in groups)
        {
            var division = role switch
            {
                Role.CountyCommander
                or Role.CountyDuty
                or Role.Department
                or Role.CivilAffairs
                or Role.Auditor
                or Role.Operator
                or Role.Controller
                or Role.Observer
                or Role.Partner => Borough.County,
                Role.StreetOfficer or Role.ChildSupervisor => Borough.Street,
                _ => Borough.Community,
            };
            var problem = Joining.Problem(world.Asking(role, division), world.Known, group);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{world.Text(role)}, {group.Kind} {world.Text(group.Id)}: {problem?.Code ?? "may"}\n"
            );
        }
        Frozen.Check("asked/joining.txt", text.ToString());
    }
}
