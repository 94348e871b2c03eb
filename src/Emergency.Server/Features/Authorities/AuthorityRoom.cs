using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Authorities;

/// <summary>County command centres and street offices: who has their duty desk.</summary>
internal static class AuthorityRoom
{
    public static WebApplicationBuilder AddAuthorities(this WebApplicationBuilder builder) => builder.AddView<DesksView>();

    public static RouteGroupBuilder MapAuthorities(this RouteGroupBuilder api) => api.MapDuty();
}
