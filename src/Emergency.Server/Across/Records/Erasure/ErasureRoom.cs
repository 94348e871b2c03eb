using Emergency.Server.Features.Confirmations;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>Registers erasures of personal data: requested, confirmed by another office, and carried out by destroying keys.</summary>
internal static class ErasureRoom
{
    public static WebApplicationBuilder AddErasures(this WebApplicationBuilder builder)
    {
        builder.AddView<ErasuresView>();
        builder
            .Services.AddSingleton<Erasing>()
            .AddSingleton<IAskedAct, ErasureAct>()
            .AddGuarded<ErasureFollows>()
            .AddErasure<AccountErasureAct>()
            .AddErasure<MemberErasureAct>()
            .AddErasure<VisitorErasureAct>()
            .AddErasure<CallerErasureAct>();
        return builder;
    }

    private static IServiceCollection AddErasure<TAct>(this IServiceCollection services)
        where TAct : SubjectErasure => services.AddSingleton<TAct>().AddSingleton<IAskedAct>(all => all.GetRequiredService<TAct>());
}
