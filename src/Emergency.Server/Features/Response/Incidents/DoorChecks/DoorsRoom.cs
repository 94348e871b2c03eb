using Emergency.Server.Features.Links;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>Registers the door check (敲门核实).</summary>
internal static class DoorsRoom
{
    public static WebApplicationBuilder AddDoors(this WebApplicationBuilder builder)
    {
        builder.AddView<DoorsView>();
        builder.Services.AddSingleton<DoorsActs>().AddSingleton<IRecalls, DoorsRecalled>().AddSingleton<ILinked, DoorLinks>();
        return builder;
    }

    public static RouteGroupBuilder MapDoorChecks(this RouteGroupBuilder api) => api.MapDoors().MapDoorLinks();
}
