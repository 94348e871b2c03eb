using Emergency.Domain;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Tests.Answers;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Incidents;

/// <summary>The reports of an incident, summed up.</summary>
public sealed class ReportsOfOneTests(Borough town)
{
    [Fact]
    public async Task The_first_names_it_the_last_address_stands_and_a_case_of_care_hangs_on_it_once()
    {
        var world = await World.Make(town);
        await MoreEdges.Add(world);
        var id = world.New<IncidentId>("a fire with three reports");
        var seen = new IncidentSeen(world.Known.Of<IncidentsKnown>().Find(id)!, world.Known, world.Asking(Role.CountyDuty, Borough.County));
        var shown = IncidentShown.Of(seen, town.Sealing);
        (shown.Title, shown.Address).ShouldBe(("着火", "例园6号楼"));
        world.Known.Of<CareKnown>().ByIncident[id].Select(care => world.Text(care)).ShouldBe(["a case of the fire"]);
    }
}
