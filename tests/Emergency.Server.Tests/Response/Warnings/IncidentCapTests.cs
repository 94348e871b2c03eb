using System.Xml;
using Emergency.Domain;
using Emergency.Hotlines.Cap;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

public sealed class IncidentCapTests(Borough borough)
{
    private const string Told = "例试户主家里起火，电话 13912345678";

    private async Task<Answer> Fire()
    {
        var duty = await borough.Duty();
        var fire = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = Told,
                    description = Told,
                    address = "例试巷 9 号",
                    community = Borough.Community,
                    location = new { lon = Borough.Lon, lat = Borough.Lat },
                }
            )
        ).Is(201);
        var drawn = (
            await duty.Post(
                $"/api/incidents/{fire.String("id")}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon,
                        lat = Borough.Lat,
                        metres = 200,
                    },
                }
            )
        ).Is(200);
        return (await duty.Get($"/api/incidents/{fire.String("id")}/cap", drawn)).Is(200);
    }

    [Fact]
    public async Task Another_system_reads_what_and_where_and_nothing_of_a_person()
    {
        var answer = await Fire();
        var alert = CapReader.Read(Bulletin.Bytes(answer.Text)).Alert.ShouldNotBeNull();
        (alert.Status, alert.Scope, alert.Infos.Count).ShouldBe((CapStatus.Actual, CapScope.Restricted, 2));
        (alert.Infos[0].Language, alert.Infos[0].Event, alert.Infos[0].Categories[0], alert.Infos[0].Urgency).ShouldBe(
            ("zh-CN", "火灾", CapCategory.Fire, CapUrgency.Immediate)
        );
        alert.Infos[1].Event.ShouldBe("Fire");
        alert.Incidents!.ShouldStartWith("浉河-");
        var area = alert.Infos[0].Areas.ShouldHaveSingleItem();
        area.Circles.ShouldHaveSingleItem().Kilometres.ShouldBe(0.2);
        area.Geocodes.Select(code => code.Value).ShouldContain(Borough.Community, StringComparer.Ordinal);
        foreach (var secret in (string[])["例试", "13912345678", "9 号"])
            answer.Text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task What_goes_out_is_valid_by_the_schema_of_the_standard()
    {
        using var schema = XmlReader.Create(SharedMaterial.PathOf("data/cap/CAP-v1.2.xsd"));
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(CapReader.Namespace, schema);
        using var reader = XmlReader.Create(new StringReader((await Fire()).Text), settings);
        Should.NotThrow(() =>
        {
            while (reader.Read()) { }
        });
    }

    [Fact]
    public async Task Only_county_and_street_take_it_out_of_the_house()
    {
        var fire = (
            await (await borough.Duty()).Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "冒烟",
                    community = Borough.Community,
                }
            )
        ).Is(201);
        (await (await borough.Secretary()).Get($"/api/incidents/{fire.String("id")}/cap", fire)).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await borough.As(Role.CountyDuty, Borough.OtherCounty)).Get($"/api/incidents/{fire.String("id")}/cap", fire)).Is(404);
    }
}
