using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.OpenedLists;

/// <summary>Registers lists of the people inside, opened on a page or printed.</summary>
internal static class OpenedListRoom
{
    public static WebApplicationBuilder AddOpenedLists(this WebApplicationBuilder builder) => builder.AddView<OpenedRowsView>();

    public static RouteGroupBuilder MapOpenedLists(this RouteGroupBuilder api) => api.MapLists();
}
