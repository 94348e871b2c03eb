using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Registers the register of residents at risk. The keyring itself is opened at the start, before the engine.</summary>
internal static class PeopleRoom
{
    public static WebApplicationBuilder AddPeople(this WebApplicationBuilder builder)
    {
        builder.AddView<ResidentsView>();
        builder.AddList<ListedResidents>().AddList<ListedLeft>().AddList<ListedHomes>().AddList<ListedApprovals>();
        builder
            .Services.AddSingleton<Recording>()
            .AddSingleton<Doubts>()
            .AddSingleton<StoredRegister>()
            .AddSingleton<Meanwhile>()
            .AddSingleton<PersonHistory>()
            .AddSingleton<IAttachmentOwners, PersonAttachments>()
            .AddSingleton<IAskedAct, MinorsSightAct>()
            .AddSingleton<IAskedAct, EmergencySightAct>();
        return builder;
    }

    public static RouteGroupBuilder MapPeople(this RouteGroupBuilder api) =>
        api.MapResidents()
            .MapSearch()
            .MapDoubts()
            .MapRecords()
            .MapGuardians()
            .MapNotices()
            .MapConsents()
            .MapHouseholds()
            .MapHouseholdList()
            .MapGivings()
            .MapHistories();
}
