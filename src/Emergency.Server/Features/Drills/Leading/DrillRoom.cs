using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Leading;

/// <summary>Preparing, leading and ending drills.</summary>
internal static class DrillRoom
{
    public static WebApplicationBuilder AddDrills(this WebApplicationBuilder builder)
    {
        builder.AddView<DrillsView>();
        return builder;
    }
}
