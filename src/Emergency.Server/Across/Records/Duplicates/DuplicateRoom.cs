using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Across.Duplicates;

/// <summary>可能重复: records that may be one person.</summary>
internal static class DuplicateRoom
{
    public static WebApplicationBuilder AddDuplicates(this WebApplicationBuilder builder) => builder.AddList<ListedDuplicates>();
}
