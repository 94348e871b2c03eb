using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>Beginning of the night: registers, people, calls, and listeners. All persons are fictitious.</summary>
internal abstract class Nightfall(RunningServer server, Told told) : Confiding(server, told)
{
    protected static readonly object Here = new
    {
        lon = 114.07,
        lat = 32.11,
        datum = "wgs84",
    };
    protected static readonly Guid Elder = Derived.Register("person", County, "R1"),
        Child = Derived.Register("person", County, "R2"),
        Home = Derived.Register("household", County, "H1"),
        Unit = Derived.Register("member", County, "M2");
    protected Api Duty { get; private set; } = null!;
    protected Api StreetOfficer { get; private set; } = null!;
    protected Api Secretary { get; private set; } = null!;
    protected Api Supervisor { get; private set; } = null!;
    protected Api Clinic { get; private set; } = null!;
    protected Api UnitChief { get; private set; } = null!;
    protected Api BuildingChief { get; private set; } = null!;

    protected async Task Registers()
    {
        var clerk = await SignedIn("operator", RunningServer.OperatorPassword);
        await Import(
            clerk,
            "divisions",
            $"code,name,kind,parent\n{County},试河区,区,4115\n{Street},试城街道,街道,{County}\n{Community},试阳社区,社区,{Street}\n"
        );
        await Import(
            clerk,
            "households",
            $"household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone,lon,lat\nH1,{Community},G1,{Told.Text("住址")},1号楼,1单元,3,301,{Told.Name("户主")},3,{Told.OwnPhone()},114.07,32.11\n"
        );
        await Import(
            clerk,
            "residents",
            "resident_id,household_id,name,sex,birth_date,id_no,category,mobility,special_needs,phone,community_code,grid,address,building,unit,lon,lat,guardian_name,guardian_phone,caregiver_name,caregiver_phone\n"
                + $"R1,H1,{Told.Name("老人")},女,1949-07-29,{Told.Keep("411502194907299932")},独居老人,需协助,{Told.Text("病情")},{Told.OwnPhone()},{Community},G1,{Told.Text("门牌")},1号楼,1单元,114.07,32.11,{Told.Name("子女")},{Told.OwnPhone()},{Told.Name("照护")},{Told.OwnPhone()}\n"
                + $"R2,H1,{Told.Name("孩子")},男,2019-03-05,{Told.Keep("411502201903059950")},留守儿童,自理,,{Told.OwnPhone()},{Community},G1,{Told.Text("屋子")},1号楼,1单元,114.07,32.11,{Told.Name("父亲")},{Told.OwnPhone()},,\n"
        );
        await Import(
            clerk,
            "guardians",
            $"guardian_id,resident_id,role,name,relation,phone,phone2,place\nG1,R2,监护人,{Told.Name("母亲")},母,{Told.OwnPhone()},{Told.OwnPhone()},{Told.Text("外地")}\n"
        );
        await Import(
            clerk,
            "team",
            $"member_id,name,role,phone,community_code,grid,building,unit,status\nM1,{Told.Text("书记")},书记,{Told.Phone()},{Community},,,,在岗\nM2,{Told.Text("单元长")},单元长,{Told.Phone()},{Community},G1,1号楼,1单元,在岗\nM3,{Told.Text("楼栋长")},楼栋长,{Told.Phone()},{Community},G1,1号楼,,在岗\n"
        );
        await Import(clerk, "plans", QuarterRegisters.Plan());
        Duty = await Account(clerk, Role.CountyDuty, new(County));
        StreetOfficer = await Account(clerk, Role.StreetOfficer, new(Street));
        Supervisor = await Account(clerk, Role.ChildSupervisor, new(Street));
        Clinic = await Account(clerk, Role.Clinic, new(Street));
        Secretary = await Account(clerk, Role.Secretary, new(Community), "M1");
        UnitChief = await Account(clerk, Role.UnitChief, new(Community, "G1", "1号楼", "1单元"), "M2");
        BuildingChief = await Account(clerk, Role.BuildingChief, new(Community, "G1", "1号楼"), "M3");
        await Post(Secretary, $"/api/communities/{Community}/plan/submit", new { });
        await Post(StreetOfficer, $"/api/communities/{Community}/plan/return", new { reason = Told.Text("退回") });
        await Post(Secretary, $"/api/communities/{Community}/plan/submit", new { });
        await Post(StreetOfficer, $"/api/communities/{Community}/plan/approve", new { });
    }

    protected async Task<Guid> Calls()
    {
        object caller() => new { name = Told.Text("报警人"), phone = Told.Phone() };
        object fire(string number, object location) =>
            new
            {
                caseNumber = number,
                category = "fire",
                title = Told.Text("标题"),
                description = Told.Text("描述"),
                receivedAt = "2026-01-15T02:13:00+08:00",
                priority = "life",
                caller = caller(),
                location,
                divisionCode = Community,
            };
        var taken = await Call(
            "case.created",
            fire(
                "2026-1",
                new
                {
                    lon = 114.07,
                    lat = 32.11,
                    datum = "WGS84",
                    address = Told.Text("起火处"),
                }
            )
        );
        await Call(
            "case.updated",
            new
            {
                caseNumber = "2026-1",
                title = Told.Text("补充标题"),
                description = Told.Text("补充"),
                caller = caller(),
            }
        );
        await Call("case.created", fire("2026-2", new { lon = Told.Text("经度"), lat = 32.11 }));
        await Call("case.cancelled", new { caseNumber = "2026-2", reason = Told.Text("撤回") });
        var again = fire("2026-3", Here);
        await Call("case.created", again, "the-same");
        await Call("case.created", again, "the-same");
        return taken["incidentId"].GetGuid();
    }

    /// <summary>The case of the child, with words in each of its acts, which its readers find.</summary>
    protected async Task Protection()
    {
        var of = $"/api/protection/{Child}";
        await Post(
            Supervisor,
            "/api/protection",
            new
            {
                person = Child,
                community = Community,
                why = Told.Text("为什么开个案"),
            }
        );
        await Post(Supervisor, $"{of}/assess", new { level = "high", found = Told.Text("评估") });
        await Post(
            Supervisor,
            $"{of}/plan",
            new
            {
                goals = Told.Text("目标"),
                services = new[]
                {
                    new
                    {
                        kind = "family",
                        who = Told.Text("服务的人"),
                        until = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(20),
                    },
                },
            }
        );
        await Post(Supervisor, $"{of}/services/1", new { given = false, text = Told.Text("没落实") });
        await Post(Supervisor, $"{of}/follow-up", new { means = "door", found = Told.Text("个案回访") });
        await Post(Supervisor, $"{of}/referrals", new { kind = "hospital", why = Told.Text("转介") });
        await Post(Supervisor, $"{of}/referrals/1", new { taken = true, text = Told.Text("回音") });
        await Post(Supervisor, $"{of}/notes", new { text = Told.Text("记一笔") });
        var asked = await Post(Supervisor, $"{of}/closing", new { reason = "safe", why = Told.Text("结案") });
        (await Supervisor.Get($"{of}?after={asked.Position}")).Is(200).Text.ShouldContain("金丝评估试雀");
    }

    /// <summary>Findings of the clinic at a patient's home; nobody else can load them.</summary>
    protected async Task ClinicVisits()
    {
        var of = $"/api/communities/{Community}/clinic/{Elder}";
        await Post(
            Secretary,
            $"/api/communities/{Community}/residents/{Elder}/consents",
            new
            {
                answer = "given",
                uses = new[] { "health-clinic" },
                witness = Told.Text("见证"),
            }
        );
        await Post(Clinic, $"{of}/miss", new { reason = "out", note = Told.Text("随访没见到") });
        var made = await Post(
            Clinic,
            $"{of}/make",
            new
            {
                means = "door",
                results = new[] { new { programme = "signed", result = "watch" } },
                note = Told.Text("随访"),
            }
        );
        (await Clinic.Get($"{of}?after={made.Position}")).Is(200).Text.ShouldContain("金丝随访试雀");
    }

    protected async Task Listen(Guid fire)
    {
        var (county, street, own) = (await Ear(Duty), await Ear(StreetOfficer), await Ear(UnitChief));
        await Join(county, "division", County);
        await Join(county, "incident", $"{fire}");
        await Join(street, "division", Street);
        await Post(Duty, $"/api/incidents/{fire}/impact", new { places = new[] { new { division = Community } } });
        await Counted(async () => (await Duty.Get($"/api/incidents/{fire}/figures"))["communities"].GetArrayLength() > 0);
        await Join(street, "doors", $"{fire}/{Community}");
        await Join(own, "me", UnitChief.Account);
    }

    protected static Task Counted(Func<Task<bool>> holds) => Until.TrueAsync(holds, "the doors are counted");
}
