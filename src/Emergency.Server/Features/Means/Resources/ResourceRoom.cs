using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Resources;

/// <summary>Registers resources for emergencies, a community's own and others'.</summary>
internal static class ResourceRoom
{
    public static WebApplicationBuilder AddResources(this WebApplicationBuilder builder) =>
        builder.AddView<ResourcesView>().AddList<ListedResources>();
}
