using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Imports;

/// <summary>Sets up imports of registers from files, and the clean-up after interrupted ones.</summary>
internal static class ImportRoom
{
    public static WebApplicationBuilder AddImports(this WebApplicationBuilder builder)
    {
        builder.AddView<ImportsView>();
        builder.AddList<ListedImports>();
        builder
            .Services.AddSingleton<Turns>()
            .AddSingleton<Importing>()
            .AddSingleton<Undoing>()
            .AddSingleton<ImportJobs>()
            .AddSingleton<ImportLooking>()
            .AddSingleton<Unfinished>()
            .AddGuarded<Unfinished>();
        return builder;
    }
}
