using Emergency.Server.Communities;
using Emergency.Server.Confirmations;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.Starting;
using Emergency.Server.Views;

namespace Emergency.Server.People;

/// <summary>Residents, doors and impact: who is inside, who may know, and who has looked. The keyring itself is opened by the start, before the engine.</summary>
public static class PeopleRoom
{
    public static WebApplicationBuilder AddPeople(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<ResidentsView>();
        builder.AddView<ErasuresView>();
        builder.AddView<DoorsView>();
        builder.AddView<OpenedRowsView>();
        builder.AddView<UnusualReadingView>();
        builder.Services.AddSingleton<Recording>().AddSingleton<Revealing>().AddSingleton<DoorsActs>().AddSingleton<Erasing>().AddSingleton<IAskedAct, ErasureAct>().AddSingleton<IAskedAct, MinorsSightAct>().AddErasure<AccountErasureAct>().AddErasure<MemberErasureAct>().AddErasure<VisitorErasureAct>().AddErasure<CallerErasureAct>().AddSingleton<Doubts>().AddGuarded<ErasureFollows>();
        return builder;
    }

    private static IServiceCollection AddErasure<TAct>(this IServiceCollection services) where TAct : SubjectErasure =>
        services.AddSingleton<TAct>().AddSingleton<IAskedAct>(all => all.GetRequiredService<TAct>());

    public static RouteGroupBuilder MapPeople(this RouteGroupBuilder api) => api.MapImpact().MapDoors().MapLists().MapResidents().MapAccess().MapDoubts();
}
