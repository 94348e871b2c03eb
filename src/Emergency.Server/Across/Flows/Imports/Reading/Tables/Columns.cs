namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>
/// The headings of every register, as data: a line or several per column, its own name first, then the usual headings. "监护人/姓名" is a
/// heading under a shared one, "guardian_name>联系电话" a heading right of that column.
/// </summary>
internal sealed class Columns
{
    private readonly Dictionary<string, string> ofLabel = new(StringComparer.Ordinal),
        headings = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string?> chosen = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Columns that are never imported, whatever they contain: free text, and the number of the line.</summary>
    public static readonly IReadOnlySet<string> Unread = new HashSet<string>(["note", "serial"], StringComparer.Ordinal);

    /// <summary>Columns whose empty cells can be cleared on purpose; never needs, kinds, doors or guardians.</summary>
    public static readonly IReadOnlySet<string> Clearable = new HashSet<string>(
        ["phone", "id_no", "grid", "care_level", "updated_on", "birth_date", "head_name", "duty_hours", "skills", "expires_on"],
        StringComparer.Ordinal
    );

    private Columns(RegisterKind kind, string table, params string[][] required)
    {
        Kind = kind;
        Required = required;
        foreach (var line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words)
            {
                ofLabel.TryAdd(word, words[0]);
            }
            headings.TryAdd(words[0], words.Skip(1).FirstOrDefault(word => word.AsSpan().IndexOfAny('/', '>') < 0) ?? words[0]);
        }
    }

    public RegisterKind Kind { get; }

    /// <summary>Groups of columns, of each of which a register needs one; a finding names the group's last.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Required { get; }

    /// <summary>Usual heading of a column, for the person who must add or mend it.</summary>
    public string Heading(string field) => headings.GetValueOrDefault(field, field);

    /// <summary>All usual headings of a column, in the table's order, without its own name, which is also accepted.</summary>
    public IEnumerable<string> Headings(string field) =>
        ofLabel.Where(one => one.Value == field && one.Key != field).Select(one => one.Key);

    public string? Of(string label) => ofLabel.GetValueOrDefault(label);

    public IEnumerable<string> Fields => headings.Keys;

    public bool Has(string field) => headings.ContainsKey(field);

    /// <summary>
    /// The field that the office has chosen for a heading, before anything is guessed; an inner null: it is not imported.
    /// </summary>
    public bool IsChosen(string label, out string? field) => chosen.TryGetValue(label, out field);

    /// <summary>The same table with an office's choices.</summary>
    public Columns With(IReadOnlyDictionary<string, string?>? said)
    {
        if (said is not { Count: > 0 })
            return this;
        var own = (Columns)MemberwiseClone();
        own.chosen = said;
        return own;
    }

    public static Columns For(RegisterKind kind) => All.Single(c => c.Kind == kind);

    private const string Where = """
        community_code 社区代码 社区编码 村(社区)代码
        community 所在社区 社区 社区(村) 村(社区) 村(居) 所属社区 存放社区 社区名称 community_name 社区/村 村/社区 所属村(社区) 所在村(社区) 所属村 所在村 村居
        grid 网格 所属网格 网格编号
        lon 经度 longitude
        lat 纬度 latitude
        note 备注 说明 guardian_name>身份证号 guardian_name>身份证号码 contact_name>身份证号 contact_name>身份证号码
        serial 序号
        """;

    private const string Phone2 =
        "phone2 备用电话 电话2 联系电话2 手机2 手机号2 其他电话 其他联系电话 备用联系电话 座机 固定电话 家庭电话 固话 住宅电话 宅电\n";

    private const string Door = """
        address 家庭住址 住址 现住址 地址 详细地址 居住地址 家庭地址 住宅地址 现住地址 现居住地 现居住地址 常住地址 居住地 详细住址
        building 楼栋 楼号 栋 村民小组 组 楼栋号 栋号 幢 幢号 楼幢 楼幢号 楼座 楼宇 楼栋名称 所在楼栋 村民组 组别 小组 村组 所在组 生产队 队
        unit 单元 单元号 所在单元 单元名称
        floor 楼层 层 层数 楼层号 所在楼层
        room 室 房号 门牌号 室号 门牌 户室号 房间号 房间 房屋号 门号 房室号 门户号
        """;

    public static IReadOnlyList<Columns> All { get; } =
    [
        new(
            RegisterKind.Divisions,
            """
            code 区划代码 代码 统计用区划代码
            name 名称 区划名称
            kind 类型
            parent 上级代码 上级
            """,
            ["code"],
            ["name"]
        ),
        new(
            RegisterKind.Households,
            Where
                + "\n"
                + Door
                + "\n"
                + """
                household_id 户编号 家庭编号 户号
                head_name 户主 户主姓名
                members 人口数 家庭人口 常住人口 人数
                phone 联系电话 电话 手机号 户主电话
                """
                + "\n"
                + Phone2,
            ["household_id"],
            ["community_code", "community"]
        ),
        new(
            RegisterKind.Residents,
            Where
                + "\n"
                + Door
                + "\n"
                + """
                resident_id 人员编号 编号
                household_id 户编号 家庭编号 户号
                name 姓名 老人姓名 儿童姓名 本人姓名 居民姓名 人员姓名 对象姓名 老年人姓名 孕妇姓名 患者姓名 残疾人姓名 学生姓名 幼儿姓名
                sex 性别
                birth_date 出生日期 出生年月日 出生年月 生日 出生时间 出生年份 出生年
                id_no 身份证号 身份证号码 公民身份号码 证件号码 身份证 证件号 公民身份证号码 居民身份证号 居民身份证号码 身份证件号码
                category 类别 人员类别 对象类别 重点类别 人群类别 人员类型 人群分类 人员分类 人群类型 对象类型 重点人群 特殊人群 关爱类别
                care_level 关爱等级 照护等级
                mobility 行动能力 自理能力 生活自理能力 自理情况 自理程度 行动情况 活动能力 失能等级 失能程度 失能情况
                special_needs 特殊需求 特殊需要 特殊情况 照护需求 服务需求 困难需求 特殊困难
                health 健康状况 健康情况 身体状况 身体情况 患病情况 疾病情况 疾病 病情 残疾类别 残疾类型 残疾情况
                lives_alone 独居 是否独居
                phone 本人电话 联系电话 电话 手机号 手机号码 手机 联系方式 电话号码 本人联系电话 本人手机 本人手机号 本人联系方式 老人电话 电话1 联系电话1 手机1
                guardian_name 监护人 监护人/姓名 监护人姓名 子女或监护人 子女姓名 监护人/联系人 监护人/家属 监护人(家属) 监护人或联系人 法定监护人 家长
                guardian_name 家长姓名 父母 父母姓名 监护人及电话 监护人及联系电话 监护人及联系方式 监护人姓名及电话 监护人姓名及联系电话 监护人姓名及联系方式
                guardian_name 监护人姓名/电话 家长姓名及电话
                guardian_relation 监护人/关系 与监护人关系 监护人关系 监护关系
                guardian_phone 监护人/电话 监护人/联系电话 监护人/手机 监护人/手机号 监护人/联系方式 监护人电话 监护人联系电话 监护人手机 监护人手机号
                guardian_phone 监护人手机号码 监护人联系方式 家长电话 家长联系电话 家长手机 家长手机号 父母电话 父母联系电话
                caregiver_name 委托照护人 委托照护人/姓名 委托照护人姓名
                caregiver_relation 委托照护人/关系
                caregiver_phone 委托照护人/电话 委托照护人/联系电话 委托照护人电话 委托照护人联系电话
                contact_name 紧急联系人 联系人 联系人姓名 紧急联系人姓名 家属 家属姓名 亲属 亲属姓名 家属/联系人 联系人/家属 家属联系人 子女 赡养人
                contact_name 赡养人姓名 紧急联系人/姓名 联系人/姓名 家属/姓名 亲属/姓名 联系人及电话 联系人及联系电话 紧急联系人及电话 紧急联系人及联系电话
                contact_name 紧急联系人及联系方式 家属及电话 家属及联系电话 家属及联系方式 家属姓名及电话
                contact_relation 紧急联系人/关系 联系人/关系 家属/关系 亲属/关系 与紧急联系人关系 与联系人关系 与家属关系
                contact_phone 紧急联系人电话 联系人电话 紧急联系人联系电话 联系人联系电话 紧急联系电话 紧急联系方式 紧急电话 联系人手机 联系人手机号 家属电话
                contact_phone 家属联系电话 家属手机 家属联系方式 亲属电话 亲属联系电话 子女电话 子女联系电话 紧急联系人/电话 紧急联系人/联系电话 联系人/电话
                contact_phone 联系人/联系电话 家属/电话 家属/联系电话 亲属/电话
                consent 知情同意 是否同意
                updated_on 更新日期
                """
                + "\n"
                + Phone2,
            ["name"],
            ["community_code", "community"]
        ),
        new(
            RegisterKind.Guardians,
            """
            guardian_id 监护人编号
            resident_id 人员编号 被监护人编号
            role 身份 角色
            name 姓名 监护人姓名
            relation 关系
            phone 联系电话 电话 手机号
            phone2 备用电话
            place 所在地 工作地
            is_local 是否本地
            valid_from 开始日期 生效日期
            valid_to 截止日期 结束日期
            """,
            ["resident_id"],
            ["name"]
        ),
        new(
            RegisterKind.Caregivers,
            """
            resident_name 被照护人姓名 儿童姓名 被委托人姓名
            resident_id_no 被照护人身份证号 被照护人身份证号码 儿童身份证号
            caregiver_name 委托照护人 委托照护人姓名 照护人 照护人姓名
            relation 关系
            phone 照护人电话 委托照护人电话 联系电话
            valid_from 委托开始 委托开始日期 开始日期
            valid_to 委托截止 委托截止日期 截止日期
            note 备注
            serial 序号
            """,
            ["resident_id_no"],
            ["caregiver_name"]
        ),
        new(
            RegisterKind.Team,
            Where
                + "\n"
                + """
                member_id 队员编号 人员编号 编号
                name 姓名
                role 职务 角色 岗位
                phone 联系电话 电话 手机号 手机号码 手机 联系方式
                building 楼栋 楼号 楼栋号 栋号 幢号 所在楼栋 负责楼栋
                unit 单元 单元号 所在单元 负责单元
                skills 专长 技能 特长
                duty_hours 值班时段 可到岗时段
                status 状态 在岗情况
                since 上岗时间 上岗日期 任职时间
                """
                + "\n"
                + Phone2,
            ["name"],
            ["role"],
            ["phone"],
            ["community_code", "community"]
        ),
        new(
            RegisterKind.Roster,
            Where
                + "\n"
                + """
                day 日期 值班日期
                shift 班次
                from 开始时间 起
                to 结束时间 止
                post 岗位 值班岗位
                member_id 队员编号 人员编号
                """,
            ["day"],
            ["post"],
            ["member_id"],
            ["community_code", "community"]
        ),
        new(
            RegisterKind.Supplies,
            Where
                + "\n"
                + """
                item_id 物资编号 编号
                name 物资名称 名称 品名
                category 类别 物资类别
                unit 计量单位 单位
                quantity 数量 库存数量 库存
                min_quantity 最低储备 最低库存
                expires_on 有效期至 有效期 到期日期
                location 存放地点 地点
                keeper_id 保管人编号
                checked_on 盘点日期 检查日期
                """,
            ["name"],
            ["quantity"],
            ["community_code", "community"]
        ),
        new(
            RegisterKind.Hazards,
            Where
                + "\n"
                + """
                hazard_id 隐患编号 编号
                type 隐患类型 类型
                level 隐患等级 等级 级别
                description 隐患描述 描述
                radius_m 影响半径 影响半径(米)
                responsible_id 责任人编号
                found_on 发现日期
                status 整改情况 状态
                """,
            ["type"],
            ["community_code", "community"]
        ),
        new(
            RegisterKind.Shelters,
            Where
                + "\n"
                + """
                shelter_id 避难场所编号 编号
                name 避难场所名称 名称
                type 类型 场所类型
                capacity 容纳人数 可容纳人数
                area_m2 面积 面积(平方米)
                open_hours 开放时间
                barrier_free 无障碍
                contact_id 联系人编号
                indoor 室内
                fit 适用灾种
                """,
            ["name"],
            ["capacity"],
            ["community_code", "community"]
        ),
        new(
            RegisterKind.Ground,
            Where
                + "\n"
                + """
                ground_id 地物编号
                kind 地物类别 地物类型 类别 类型 class
                name 名称 地物名称
                building 楼栋 楼号
                holder 管理单位 开门人 钥匙在
                phone 联系电话 电话
                levels 层数 地上层数
                lift 电梯 有无电梯
                warning 注意 提醒 限制
                """,
            ["kind"],
            ["lon"],
            ["lat"]
        ),
    ];
}
