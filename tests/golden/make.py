#!/usr/bin/env python3
"""Writes one golden folder with a built server and the built tests of the server: make.py SERVER.dll SERVER.TESTS FOLDER. README.md beside it says when and why. All persons are fictitious."""
import base64, gzip, hashlib, hmac, io, json, os, re, shutil, signal, subprocess, sys, tarfile, tempfile, time, urllib.error, urllib.request, uuid

SERVER, LIVES, OUT = (os.path.abspath(word) for word in sys.argv[1:4])
SECRET, PASSWORD = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=', 'golden-kettle-7'
# Given at the console: its receiver must choose another before anything else.
FIRST = 'silver-teapot-4'
CITY, COUNTY, STREET, HERE, NEXT = '4115', '411502', '411502001', '411502001001', '411502001002'
LON, LAT = 114.07, 32.11
# On SQLite the first part of the scene lies so long ago that its ended things have left memory by the second: realms of drills and tasks of archived incidents stay a month. A database tells its nodes what time it is.
AGO = 40 * 24 * 3600
FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'
KEPT = ['journal.db', 'keys.db', 'master.key', 'head', 'installation', 'node']
# Files beside the data folder, and the folder of the archive for them.
BESIDE = 'beside'


class Server:
    """A server over a folder and a journal of its own."""
    def __init__(self, data, journal):
        self.common = ['--data', data, '--journal', journal, '--ballast', '0', '--demo', 'off', '--hotlines:119:secret', SECRET, '--hotlines:12345:secret', SECRET]
        self.tokens, self.position, self.ago, self.given = {}, 0, 0, set()

    def environment(self):
        if not self.ago:
            return None
        return {**os.environ, 'LD_PRELOAD': FAKETIME, 'FAKETIME': f'-{self.ago}', 'FAKETIME_DONT_FAKE_MONOTONIC': '1'}

    def now(self):
        return time.time() - self.ago

    def command(self, *words, say=None):
        return subprocess.run(['dotnet', SERVER, *words, *self.common], input=say, capture_output=True, text=True, check=True, env=self.environment()).stdout

    def __enter__(self):
        self.process = subprocess.Popen(['dotnet', SERVER, *self.common, '--urls', 'http://127.0.0.1:0'], stdout=subprocess.PIPE, text=True, env=self.environment())
        for line in self.process.stdout:
            if line.startswith('ready on '):
                self.url = line[9:].strip().rstrip('/')
                return self
        raise SystemExit('the server did not start')

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.read()
        assert self.process.wait() == 0

    def call(self, who, method, path, body=None, kind='application/json', status=None, headers=()):
        data = body if body is None or isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        if method == 'GET' and self.position:
            path += ('&' if '?' in path else '?') + f'after={self.position}'
        request = urllib.request.Request(self.url + path, data, {'Content-Type': kind, **dict(headers)}, method=method)
        if who:
            request.add_header('Authorization', 'Bearer ' + self.token(who))
        try:
            answer = urllib.request.urlopen(request, timeout=120)
        except urllib.error.HTTPError as error:
            answer = error
        text = answer.read().decode()
        if status is not None and answer.status not in (status if isinstance(status, tuple) else (status,)):
            raise SystemExit(f'{method} {path} as {who}: {answer.status} {text}')
        if method != 'GET' and answer.headers.get('X-Position'):
            self.position = max(self.position, int(answer.headers['X-Position']))
        return json.loads(text) if text.startswith(('{', '[')) else text

    def token(self, who):
        if who in self.given:
            self.given.remove(who)
            first = self.call(None, 'POST', '/api/session', {'account': who, 'password': FIRST}, status=200)['token']
            self.call(None, 'POST', '/api/session/password', {'old': FIRST, 'password': PASSWORD}, status=200, headers=[('Authorization', 'Bearer ' + first)])
        if who not in self.tokens:
            self.tokens[who] = self.call(None, 'POST', '/api/session', {'account': who, 'password': PASSWORD}, status=200)['token']
        return self.tokens[who]

    def get(self, who, path):
        return self.call(who, 'GET', path, status=200)

    def post(self, who, path, body=None, status=200, **more):
        return self.call(who, 'POST', path, {} if body is None else body, status=status, **more)

    def until(self, who, path, holds, what):
        ends = time.monotonic() + 300
        while time.monotonic() < ends:
            found = holds(self.get(who, path))
            if found:
                return found
            time.sleep(0.2)
        raise SystemExit('waited for: ' + what)

    def register(self, kind, division, text, file=None):
        answer = self.post('operator', f'/api/imports/{kind}?division={division}&file={file or kind + ".csv"}', text, kind='text/csv')
        assert sum(sheet['rejected'] for sheet in answer['files']) == 0, answer
        return answer

    def confirm(self, asked, who):
        """Somebody else says yes to what was asked, and it is done."""
        path = f"/api/confirmations/{asked['confirmation']}/confirm"
        ends = time.monotonic() + 300
        while self.post(who, path)['stage'] != 'done':
            assert time.monotonic() < ends, 'waited for: it is done'
            time.sleep(0.2)

    def hotline(self, kind, data, line='119'):
        body = json.dumps({'id': str(uuid.uuid4()), 'type': kind, 'source': line, 'time': data['receivedAt'], 'data': data})
        name, now = f'msg-{uuid.uuid4()}', str(int(self.now()))
        sum_ = hmac.new(base64.b64decode(SECRET[6:]), f'{name}.{now}.{body}'.encode(), hashlib.sha256).digest()
        return self.call(None, 'POST', f'/hotlines/{line}/messages', body, status=202, headers=[('webhook-id', name), ('webhook-timestamp', now), ('webhook-signature', 'v1,' + base64.b64encode(sum_).decode())])


def registers(s):
    """Two communities of one street: divisions, areas, and every register."""
    s.register('divisions', CITY, f'code,name,kind,parent\n{COUNTY},试河区,区,{CITY}\n{STREET},试城街道,街道,{COUNTY}\n{HERE},试阳社区,社区,{STREET}\n{NEXT},例店社区,社区,{STREET}\n')
    def area(code, west):
        ring = [[west, 32.10], [west + 0.02, 32.10], [west + 0.02, 32.12], [west, 32.12], [west, 32.10]]
        return {'type': 'Feature', 'properties': {'code': code, 'synthetic': True}, 'geometry': {'type': 'Polygon', 'coordinates': [ring]}}
    s.register('areas', CITY, json.dumps({'type': 'FeatureCollection', 'features': [area(HERE, 114.06), area(NEXT, 114.08)]}), 'areas.geojson')
    s.register('households', COUNTY, 'household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone,lon,lat\n'
        + ''.join(f'H{n},{HERE},G1,试阳路1号,1号楼,1单元,{n},{n}01,陈试{n},3,139-0000-00{n:02},{LON},{LAT}\n' for n in range(1, 6)))
    residents = 'resident_id,household_id,name,sex,birth_date,id_no,category,mobility,phone,community_code,grid,address,building,unit,lon,lat,consent,updated_on\n'
    def resident(number, household, name, born, kind, mobility):
        return f'{number},{household},{name},女,{born},,{kind},{mobility},139-0000-0050,{HERE},G1,试阳路1号,1号楼,1单元,{LON},{LAT},是,2026-01-05\n'
    s.register('residents', COUNTY, residents + resident('R1', 'H1', '陈试婆', '1940-01-01', '独居老人', '需协助') + resident('R2', 'H2', '褚样翁', '1938-02-02', '独居老人', '卧床')
        + resident('R3', 'H3', '卫例娃', '2019-03-03', '留守儿童', '自理') + resident('R4', 'H4', '蒋拟忘', '1950-04-04', '独居老人', '自理') + resident('R5', 'H5', '沈样伯', '1945-05-05', '独居老人', '需协助'))
    s.register('guardians', COUNTY, 'guardian_id,resident_id,role,name,relation,phone\nG3,R3,监护人,卫拟父,父,139-0000-0060\n')
    roles = [('Secretary', '书记', '', '', ''), ('GridChief', '网格长', 'G1', '', ''), ('BuildingChief', '楼栋长', 'G1', '1号楼', ''), ('UnitChief', '单元长', 'G1', '1号楼', '1单元'), ('Volunteer', '志愿者', 'G1', '', ''), ('ChildDirector', '儿童主任', '', '', '')]
    s.register('team', COUNTY, 'member_id,name,role,phone,community_code,grid,building,unit,status\n'
        + ''.join(f'M{role},沈拟{name[0]},{name},139-0000-007{n},{HERE},{grid},{building},{unit},在岗\n' for n, (role, name, grid, building, unit) in enumerate(roles)))
    accounts(s)
    s.register('roster', COUNTY, 'community_code,day,shift,from,to,post,member_id\n' + ''.join(f'{HERE},{day},{shift},{hours},值班,MVolunteer\n' for day in (-1, 0, 1) for shift, hours in (('白班', '08:00,20:00'), ('夜班', '20:00,08:00'))))
    s.register('shelters', COUNTY, 'shelter_id,name,type,capacity,area_m2,open_hours,barrier_free,contact_id,community_code,lon,lat,indoor,fit\n'
        f'E1,例园避难点,社区活动中心,40,160,全天,是,MVolunteer,{HERE},114.074,{LAT},是,fire\n')
    s.register('supplies', COUNTY, f'item_id,name,category,unit,quantity,min_quantity,expires_on,community_code,location,keeper_id,checked_on\nS1,手电,照明,支,10,5,,{HERE},物资点,MVolunteer,2026-01-05\n')
    s.register('plans', HERE, f'plan: {{ community: "{HERE}", title: 试阳社区预案（示例）, version: 2026-1 }}\ncards:\n  - id: old-block-fire\n    hazard: fire\n    title: 老旧小区火灾\n    steps:\n'
        '      - { id: wake-building, class: life, role: [door-chain], text: 逐户叫醒, allow: 60 }\n      - { id: keep-back, class: wait, role: [应急队, 志愿者], text: 拦住返回的人, allow: 60 }\n', 'plan.yaml')
    s.post('secretary', f'/api/communities/{HERE}/plan/submit')
    s.post('street', f'/api/communities/{HERE}/plan/approve')
    return s.register('supplies', HERE, f'item_id,name,unit,quantity,community_code,location\nS9,铜锣,面,1,{HERE},样仓\n', 'wrong.csv')['importId']


def accounts(s):
    """Of the members of the team: the plan needs its secretary."""
    members = {row['role']: row['id'] for row in s.get('street', f'/api/communities/{HERE}/team?limit=200')['items']}
    for name, role, scope, member in [('secretary', 'secretary', {'division': HERE}, 'secretary'), ('unit', 'unit-chief', {'division': HERE, 'grid': 'G1', 'building': '1号楼', 'unit': '1单元'}, 'unit-chief')]:
        account(s, name, role, scope, 'street', {'community': HERE, 'member': members[member]})


def account(s, name, role, scope, other, member=None):
    asked = s.post('operator', '/api/accounts', {'account': name, 'grants': [{'role': role, 'scope': scope}], 'member': member}, status=202)
    s.confirm(asked, other)
    link = s.post('operator', f"/api/accounts/{asked['account']}/invitation", status=201)
    s.call(None, 'POST', '/api/invitation/accept', {'token': link['address'].split('=')[1], 'password': PASSWORD}, status=200)


def scene(s):
    """What is written: an incident with an area, doors and tasks, a hand-over, care, an order, a warning, a drill, and an erased person."""
    for name, role in [('street', 'street-officer'), ('duty', 'county-duty'), ('commander', 'county-commander'), ('auditor', 'auditor'), ('civil', 'civil-affairs')]:
        account(s, name, role, {'division': STREET if name == 'street' else COUNTY}, 'second')
    wrong = registers(s)
    s.call('operator', 'DELETE', f'/api/imports/{wrong}', status=200)
    people = s.get('street', f'/api/communities/{HERE}/residents?limit=200')['items']
    child = next(row['personId'] for row in people if row['minor'])
    erased = next(row['personId'] for row in people if not row['minor'])
    s.confirm(s.post('street', f'/api/communities/{HERE}/residents/{erased}/erase', {'basis': 'term-over'}, status=202), 'civil')
    # A request that nobody has confirmed yet.
    s.post('operator', '/api/accounts', {'account': 'waiting', 'password': PASSWORD, 'grants': [{'role': 'auditor', 'scope': {'division': COUNTY}}]}, status=202)
    case = {'caseNumber': 'F-2026-0001', 'category': 'fire', 'title': '试阳路1号居民楼起火', 'description': '三楼冒烟', 'receivedAt': '2026-01-15T02:13:00+08:00', 'priority': 'life',
        'caller': {'name': '何拟人', 'phone': '13900000009'}, 'location': {'lon': LON, 'lat': LAT, 'datum': 'WGS84', 'address': '试阳路1号'}, 'divisionCode': HERE}
    incident = s.hotline('case.created', case)['incidentId']
    at = f'/api/incidents/{incident}'
    s.until('duty', '/api/incidents', lambda found: any(item['id'] == incident for item in found['items']), 'the case opened an incident')
    s.post('duty', f'{at}/impact', {'circle': {'lon': LON, 'lat': LAT, 'metres': 150}})
    s.until('duty', f'{at}/figures', lambda found: found['communities'], 'the doors are counted')
    s.post('secretary', f'{at}/cards', {'community': HERE, 'card': 'old-block-fire'})
    tasks = s.until('commander', f'{at}/tasks', lambda found: found['items'], 'the tasks are open')
    wake = next(item['task']['id'] for item in tasks if item['task'].get('step') == 'wake-building')
    s.post('unit', f'{at}/tasks/{wake}/take')
    s.post('unit', f'{at}/tasks/{wake}/arrive')
    doors = s.get('secretary', f'{at}/doors')['communities'][0]
    marks = {}
    ids = sorted(person['personId'] for person in doors['persons'] if person['personId'] != child)
    for person, body in zip(ids, [{'state': 'safe'}, {'state': 'needs-help'}, {'state': 'moved', 'where': '例园避难点'}]):
        s.post('unit', f'{at}/doors/{HERE}/persons/{person}/check', body)
        marks[person] = body['state']
    s.post('unit', f'{at}/doors/{HERE}/visitors', {'text': '走亲戚的例客'})
    s.post('secretary', f'{at}/list/open', {'reason': '逐户叫醒'})
    handover = s.post('secretary', f'{at}/handovers', {'kind': 'ambulance', 'persons': [ids[1]], 'text': '吸入浓烟，神志清'}, status=201)['id']
    s.post('duty', f'{at}/handovers/{handover}/call', {'confirmed': True, 'note': '120 调度员 试例 已派车'})
    care = s.post('secretary', '/api/care', {'person': child, 'community': HERE}, status=201)['id']
    s.post('secretary', f'/api/care/{care}/name-adult', {'name': '沈拟姨', 'phone': '13900000077', 'relation': '邻居'})
    order = s.post('duty', '/api/orders', {'receivers': [HERE], 'text': '今夜转移低洼住户', 'unreadSeconds': 0}, status=201)['id']
    s.post('secretary', f'/api/orders/{order}/seen', {'receiver': HERE})
    s.post('secretary', f'/api/orders/{order}/feed-back', {'receiver': HERE, 'text': '已转移三户'})
    warning = s.post('duty', '/api/cap', CAP.replace('NOW', time.strftime('%Y-%m-%dT%H:%M:%S+08:00', time.gmtime(s.now() + 8 * 3600))), status=201, kind='application/cap+xml')['id']
    s.post('duty', f'/api/warnings/{warning}/confirm')
    calls = s.until('duty', f'/api/calls?matter={warning}', lambda found: found['items'], 'the villages are called')
    s.post('duty', f'/api/warnings/{warning}/lift', {'divisions': [NEXT]})
    service = {**case, 'caseNumber': 'S-2026-0002', 'category': 'other', 'priority': 'normal', 'title': '试城路路灯不亮', 'description': '一排都不亮'}
    s.hotline('case.created', service, '12345')
    s.until('street', '/api/cases', lambda found: found['items'], 'the case of the service line waits')
    second = s.post('duty', '/api/incidents', {'category': 'other', 'title': '试案电梯困人', 'community': NEXT}, status=201)['id']
    s.post('duty', f'/api/incidents/{second}/withdraw', {'reason': '误报'})
    over = s.post('duty', '/api/incidents', {'category': 'other', 'title': '试坡落石', 'community': NEXT}, status=201)['id']
    task = s.post('street', f'/api/incidents/{over}/tasks', {'community': NEXT, 'class': 'professional', 'text': '清理路面', 'professionals': ['fire-rescue']}, status=201)['id']
    s.post('duty', f'/api/incidents/{over}/tasks/{task}/finish')
    s.post('duty', f'/api/incidents/{over}/end-scene')
    s.post('duty', f'/api/incidents/{over}/end-response')
    s.post('duty', f'/api/incidents/{over}/archive', {'text': '路面已清理'})
    s.confirm(s.post('commander', f'/api/counties/{COUNTY}/deadlines/order.seen', {'value': 300, 'reason': '夜里人少'}, status=202), 'duty')
    s.post('secretary', f'/api/communities/{HERE}/supplies/' + s.get('secretary', f'/api/communities/{HERE}/supplies')['items'][0]['id'] + '/check', {'quantity': 9})
    safety = {'name': '例安全', 'phone': '0376-0000000'}
    drill = s.post('duty', '/api/drills', {'title': '老楼夜火演练', 'scenario': 'old-block-fire', 'form': 'field', 'communities': [NEXT], 'minutes': 60, 'safetyOfficer': safety, 'stopWord': '停止演练'}, status=201)['id']
    for party in ['police', 'fire-rescue', 'ambulance', 'service-line', 'duty-room']:
        s.post('duty', f'/api/drills/{drill}/tell', {'party': party, 'name': '例班长'})
    s.post('duty', f'/api/drills/{drill}/start', {'factor': 1})
    realm = s.get('duty', f'/api/drills/{drill}')['drill']['realm']
    played = s.until('duty', f'/api/incidents?realm={realm}', lambda found: found['items'], 'the drill brings its case')[0]['id']
    s.post('duty', f'/api/incidents/{played}/impact?realm={realm}', {'circle': {'lon': LON, 'lat': LAT, 'metres': 150}})
    s.post('duty', f'/api/drills/{drill}/observe', {'expected': 'loud', 'done': True})
    s.post('duty', f'/api/drills/{drill}/end')
    schedule = s.post('duty', '/api/schedules', {'title': '季度演练', 'scenario': 'old-block-fire', 'form': 'field', 'communities': [NEXT], 'rule': {'rhythm': 'quarter-weekday', 'from': '2096-01-01'}, 'starts': '09:00:00', 'minutes': 60, 'safetyOfficer': safety, 'stopWord': '停止演练'}, status=201)['id']
    return everyday(s, child, ids[0]) + kept(s, next(row['id'] for row in s.get('street', f'/api/communities/{HERE}/team?limit=200')['items'] if row['role'] == 'volunteer')) + [('commander', at, ['title', 'incident.stage', 'incident.number', 'incident.community', 'incident.category']), ('secretary', f'{at}/doors', [f'communities[0].persons[personId={person}].state' for person in marks] + ['communities[0].persons#']),
        ('commander', f'{at}/tasks', [f'items[task.id={wake}].task.text', f'items[task.id={wake}].task.state', 'items#']), ('secretary', f'{at}/handovers', [f'items[id={handover}].stage']),
        ('secretary', f'/api/care/{care}', ['care.stage', 'adult.text']), ('secretary', f'/api/orders/{order}', ['text', 'receivers[0].feedback']), ('duty', f'/api/warnings/{warning}', ['warning.headline', 'headline', 'warning.liftedFor[0]', 'warning.stage']),
        ('duty', f'/api/calls?matter={warning}', [f"items[light.id={one['light']['id']}].light.receiver" for one in calls]), ('street', '/api/cases', ['items#', 'items[0].text.title', 'items[0].title']),
        ('duty', f'/api/drills/{drill}/report', ['ended', 'actions[id=area].outcome']), ('duty', f'/api/schedules/{schedule}', ['schedule.title', 'title']),
        ('street', f'/api/communities/{HERE}/residents?limit=200', ['items#', f'items[personId={erased}].personId']), ('street', f'/api/communities/{HERE}/supplies', ['items#']), ('street', f'/api/communities/{HERE}', ['name', 'division.name']),
        ('commander', f'/api/incidents/{second}', ['incident.stage']), ('commander', f'/api/incidents/{over}', ['incident.stage', 'title']),
        ('commander', f'/api/incidents/{over}/tasks', [f'items[task.id={task}].task.state', f'items[task.id={task}].task.text', 'items#']), ('duty', f'/api/counties/{COUNTY}/deadlines', ['items[code=order.seen].inForce', 'items[code=order.seen].own']), ('operator', '/api/accounts', ['items#'])]


def everyday(s, child, person):
    """The everyday half: visits, consent, a child's case, what a clinic does, and files of a visit."""
    member = next(row['id'] for row in s.get('street', f'/api/communities/{HERE}/team?limit=200')['items'] if row['role'] == 'child-director')
    account(s, 'director', 'child-director', {'division': HERE}, 'street', {'community': HERE, 'member': member})
    for name, role in [('supervisor', 'child-supervisor'), ('clinic', 'clinic')]:
        account(s, name, role, {'division': STREET}, 'second')
    day = lambda days: time.strftime('%Y-%m-%d', time.gmtime(s.now() + 8 * 3600 + days * 86400))
    here = f'/api/communities/{HERE}'
    s.post('secretary', f'{here}/residents/{person}/consents', {'answer': 'given', 'uses': ['health-care', 'health-clinic', 'photo-care'], 'witness': '何拟人'})
    s.post('secretary', f'{here}/residents/{person}/consents', {'answer': 'withdrawn', 'uses': ['health-care']})
    s.post('secretary', f'{here}/visits/plan')
    s.until('secretary', f'{here}/visits/{person}', lambda found: found['planned'], 'a visit is planned')
    s.post('secretary', f'{here}/visits/{person}/clinic', {'next': day(1000)})
    s.post('secretary', f'{here}/visits/{person}/make', {'means': 'door', 'reasons': ['medicine'], 'follows': ['secretary'], 'note': '药只剩三天', 'nearDoor': True})
    s.post('secretary', f'{here}/visits/{person}/miss', {'reason': 'out'})
    s.post('secretary', f'{here}/visits/{person}/extra', {'trigger': 'by-hand'})
    s.post('secretary', f'{here}/visits/{person}/pause', {'reason': 'away'})
    clinic = f'{here}/clinic/{person}'
    s.post('clinic', f'{clinic}/date', {'next': day(5)})
    s.post('clinic', f'{clinic}/miss', {'reason': 'out', 'note': '门锁着', 'again': day(6)})
    s.post('clinic', f'{clinic}/make', {'means': 'door', 'results': [{'programme': 'signed', 'result': 'watch'}], 'note': '血压偏高'})
    case = f'/api/protection/{child}'
    s.post('director', '/api/protection', {'person': child, 'community': HERE, 'why': '老师说的'}, status=201)
    # Noted in the open case.
    report = harm(s, child)
    s.post('director', f'{case}/assess', {'level': 'high', 'found': '夜里一个人'})
    s.post('director', f'{case}/plan', {'goals': '夜里有大人在', 'services': [{'kind': 'family', 'who': '儿童主任', 'until': day(20)}]})
    s.post('director', f'{case}/follow-up', {'means': 'door', 'found': '奶奶在家'})
    s.post('director', f'{case}/referrals', {'kind': 'hospital', 'why': '看伤'})
    s.post('director', f'{case}/closing', {'reason': 'safe', 'why': '父亲回来了'})
    s.post('supervisor', f'{case}/closing/refuse', {'text': '再看一个月'})
    files = f'{here}/attachments/visit/{person}'
    s.call('secretary', 'POST', f'{files}?what=photo', base64.b64decode(PNG), kind='image/png', status=201)
    s.call('secretary', 'POST', f'{files}?what=voice', sound(), kind='audio/webm', status=201)
    return report + [('secretary', f'{here}/visits/{person}', ['paused', 'visit.seen']), ('secretary', f'{here}/visits/{person}/history', ['items[what=visits.made.v1].note', 'items[what=visits.made.v1].nearDoor']),
        ('clinic', clinic, ['agreed', 'items[0].note', 'items[0].results[0].result', 'items#']), ('supervisor', case, ['case.stage', 'case.level', 'found', 'goals', 'services[0].who', 'referrals[0].why']),
        ('secretary', f'{here}/residents/{person}/consents', ['bases[use=health-clinic].state', 'bases[use=health-care].state']), ('secretary', files, ['items#', 'items[what=voice].form', 'items[what=photo].width'])]


def kept(s, member):
    """What is kept in quiet weeks: a hazard, a risk point, a patrol, a party, volunteers, quarters, the team, stock, the plan's next version, and the county's lists."""
    day = lambda days: time.strftime('%Y-%m-%d', time.gmtime(s.now() + 8 * 3600 + days * 86400))
    act = lambda path, body=None: s.post('secretary', path, body, status=(200, 201))
    here, store = f'/api/communities/{HERE}', f'/api/stores/{HERE}'
    hazard = act(f'{here}/hazards', {'kind': 'facade', 'what': '墙砖松了', 'where': '西头', 'building': '1号楼'})['id']
    at = f'{here}/hazards/{hazard}'
    act(f'{at}/guard', {'guard': 'cordon'})
    act(f'{at}/assign', {'owner': 'housing'})
    act(f'{at}/mend', {'words': '补好了'})
    act(f'{at}/check', {'good': False, 'words': '又掉了一块'})
    point = act(f'{here}/risk-points', {'name': '后沟 沟口', 'kind': 'gully', 'unit': 'rain-mm-per-hour', 'threshold': 50, 'every': 7, 'buildings': ['1号楼'], 'to': '东坡'})['id']
    act(f'{here}/risk-points/{point}/look', {'value': 5})
    patrol = act(f'{here}/patrols', {'name': '院内一圈', 'every': 7, 'stops': [{'kind': 'hydrant', 'name': '8号楼 消防栓'}, {'kind': 'other', 'name': '东门'}]})['id']
    act(f'{here}/patrols/{patrol}/stop', {'stop': 1, 'state': 'good'})
    party = act(f'{here}/parties', {'kind': 'school', 'name': '示例小学', 'person': '何拟人', 'phones': ['13900000085']})['id']
    act(f'{here}/parties/{party}/asks', {'text': '开门', 'due': day(1)})
    act(f'{here}/volunteers', {'member': member, 'adult': True})
    act(f'{here}/volunteers/hours', {'member': member, 'day': day(0), 'minutes': 60, 'what': '发水'})
    act(f'{here}/quarters', {'kind': 'grid', 'name': '示例网格', 'buildings': ['99号楼']})
    gate = {'kind': 'gate', 'name': '北门', 'at': {'lon': LON, 'lat': LAT, 'datum': 'gcj02'}, 'holder': '门卫室', 'phone': '0376-6200000', 'note': '夜里锁'}
    way = act(f'{here}/ground', gate)['id']
    act(f'{here}/ground/{way}/change', {**gate, 'note': '通消防车', 'seen': 1})
    act(f'{here}/ground/' + act(f'{here}/ground', {**gate, 'kind': 'hydrant', 'name': '1号栓'})['id'] + '/end')
    upkeep = f'{here}/team/members/{member}'
    act(f'{upkeep}/training', {'what': '门链叫应', 'day': day(-9), 'until': day(20)})
    act(f'{upkeep}/insurance', {'what': '意外险', 'until': day(30)})
    act(f'{upkeep}/equipment', {'kind': 'gear', 'what': '反光背心 1 件'})
    lot = act(f'{store}/lots', {'name': '棉被', 'unit': '床', 'quantity': 4, 'location': '样仓'})['id']
    act(f'{store}/lots/{lot}/receive', {'quantity': 4})
    act(f'{store}/lots/{lot}/write-off', {'quantity': 1, 'reason': 'broken', 'witness': '何拟人'})
    act(f'{store}/lots/{lot}/lend', {'quantity': 2, 'person': '何拟人', 'until': '2036-01-01'})
    act(f'{store}/resources', {'kind': 'generator', 'name': '发电机', 'unit': '样园物业', 'place': '库房'})
    act(f'{here}/plan/cards', {'card': {'id': 'heat', 'hazard': 'weather', 'title': '高温', 'steps': []}})
    act(f'{here}/plan/headings', {'code': 'c-risks', 'text': '两处陡坡'})
    s.post('street', f'/api/streets/{STREET}/pool/staff', {'name': '严拟沉', 'phones': ['13900000086'], 'unit': '区水利局'}, status=(200, 201))
    call = act(f'{here}/call-outs', {'where': '例园小区门口'})['id']
    act(f'/api/call-outs/{call}/end')
    return [('secretary', f'{here}/hazards', ['items#', f'items[id={hazard}].stage', f'items[id={hazard}].what']), ('secretary', at, ['hazard.stage', 'stage', 'owner']),
        ('secretary', f'{here}/parties', ['items#', f'items[id={party}].name', f'items[id={party}].asks#']), ('secretary', f'{here}/volunteers', ['items#', 'minutes']), ('secretary', f'{here}/quarters', ['items#']), ('secretary', f'{here}/ground', ['items#', f'items[id={way}].note', f'items[id={way}].at.lon']),
        ('secretary', store, ['lots#', f'lots[id={lot}].quantity', f'lots[id={lot}].lot.quantity', 'loans#']), ('secretary', f'{store}/resources', ['items#']), ('secretary', f'{here}/plan', ['plan.draft', 'plan.inForce', 'draft.cards#', 'inForce.cards#']),
        ('street', f'/api/streets/{STREET}/pool', ['items#', 'staff#']), ('secretary', f'{here}/call-outs', ['items#']), ('secretary', '/api/patrols/mine', ['items#', f'items[id={patrol}].told#']), ('street', f'/api/readiness/{HERE}', ['code', 'items#'])]


def harm(s, child):
    """What is suspected of a child is reported, and added to."""
    entrusted = f'/api/communities/{HERE}/entrustments/{child}'
    report = s.post('director', f'{entrusted}/report', {'seen': '身上有伤，不敢说', 'where': '例园门口', 'to': ['police', 'civil-affairs'], 'policeFirst': True})['reportId']
    s.post('director', f'{entrusted}/report/{report}/add', {'text': '已到姑姑家'})
    return [('director', entrusted, ['reports#', f'reports[id={report}].added[0].text'])]


PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='


def sound():
    """A WebM of silence."""
    def part(name, *values):
        value = b''.join(values)
        return bytes.fromhex(name) + (1 << 56 | len(value)).to_bytes(8, 'big') + value
    track = part('AE', part('D7', b'\x01'), part('83', b'\x02'), part('86', b'A_OPUS'))
    cluster = part('1F43B675', part('E7', b'\x00'), part('A3', b'\x81\x00\x00\x80\x01\x02\x03'))
    return part('1A45DFA3', part('4282', b'webm')) + part('18538067', part('1549A966', part('2AD7B1', b'\x0f\x42\x40')), part('1654AE6B', track), cluster)


def pick(body, path):
    """A value of an answer: names, [0], [name=value], and # for a length; null where there is none."""
    for name, index, count in re.findall(r'([\w-]+)|\[([^\]]+)\]|(#)', path):
        if body is None:
            return None
        if count:
            body = len(body)
        elif name:
            body = body.get(name)
        elif index.isdigit():
            body = body[int(index)] if int(index) < len(body) else None
        else:
            key, value = index.split('=')
            body = next((one for one in body if pick(one, key) == value), None)
    return body


def write(data, journal, ago=0):
    """Fills a journal; what the same program answers about it afterwards, started anew."""
    s = Server(data, journal)
    s.ago = ago
    for name in ('operator', 'second'):
        s.command('account', 'add', name, 'Operator', CITY, say=FIRST + '\n')
        s.given.add(name)
    with s:
        asked = scene(s)
    s.tokens, s.ago = {}, 0
    with s:
        # A sign-in of today, and an event that says the month is over.
        s.post('duty', '/api/incidents', {'category': 'other', 'title': '试桥看一下', 'community': NEXT}, status=201)
    with s:
        answers = [{'as': who, 'path': path, 'pick': one, 'is': pick(s.get(who, path), one)} for who, path, picks in asked for one in picks]
    assert s.command('verify').strip().endswith('whole')
    return [answer for answer in answers if answer['is'] is not None or 'items[personId=' in answer['pick']]


def pack(data, file):
    with open(file, 'wb') as raw, gzip.GzipFile(fileobj=raw, mode='wb', mtime=0, filename='') as packed, tarfile.open(fileobj=packed, mode='w') as tar:
        for name in KEPT:
            if os.path.exists(os.path.join(data, name)):
                tar.add(os.path.join(data, name), name)
        if os.path.exists(data + '-keys'):
            tar.add(data + '-keys', BESIDE)


CAP = '''<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>GOLDEN-RAIN</identifier><sender>golden@example.org</sender><sent>NOW</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><responseType>Evacuate</responseType><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>2096-01-01T00:00:00+08:00</expires><senderName>试河区气象台（虚构示例）</senderName>
<headline>试河区发布暴雨橙色预警信号（虚构示例）</headline><description>六小时一百毫米（虚构示例）</description><instruction>低洼住户立即转移</instruction><area><areaDesc>例店社区</areaDesc><geocode><valueName>行政区划代码</valueName><value>411502001002</value></geocode></area></info></alert>'''


def postgres(below):
    """A cluster of its own; PostgreSQL refuses to run as root."""
    as_who = ['runuser', '-u', 'postgres', '--'] if os.getuid() == 0 else []
    folder = subprocess.run([*as_who, 'mktemp', '-d'], capture_output=True, text=True, check=True).stdout.strip()
    programs = subprocess.run(['pg_config', '--bindir'], capture_output=True, text=True, check=True).stdout.strip() if shutil.which('pg_config') else os.path.dirname(os.path.realpath(shutil.which('initdb')))
    run = lambda *words: subprocess.run([*as_who, *words], check=True, capture_output=True, text=True, cwd='/').stdout
    port = str(54000 + os.getpid() % 1000)
    run(f'{programs}/initdb', '-D', folder + '/data', '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync')
    subprocess.run([*as_who, f'{programs}/pg_ctl', '-D', folder + '/data', '-w', '-l', folder + '/log', '-o', f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''", 'start'], check=True, stdout=subprocess.DEVNULL, cwd='/')
    return f'Host=127.0.0.1;Port={port};Username=postgres;Database=postgres', lambda: run(f'{programs}/pg_dump', '-h', '127.0.0.1', '-p', port, '-U', 'postgres', '--no-owner', '--inserts', '--rows-per-insert=100', 'postgres'), lambda: (run(f'{programs}/pg_ctl', '-D', folder + '/data', '-m', 'fast', '-w', 'stop'), run('rm', '-rf', folder))


def main():
    os.makedirs(OUT, exist_ok=True)
    with tempfile.TemporaryDirectory() as below:
        data = os.path.join(below, 'sqlite')
        answers = write(data, 'sqlite', AGO)
        pack(data, os.path.join(OUT, 'sqlite.tar.gz'))
        json.dump(answers, open(os.path.join(OUT, 'sqlite.json'), 'w'), ensure_ascii=False, indent=1)
        # Every kind of event, in lives found by trying; loaded, and never served.
        data = os.path.join(below, 'lives')
        subprocess.run([LIVES, '-class', '*.GoldenLives'], check=True, stdout=subprocess.DEVNULL, env={**os.environ, 'EMERGENCY_GOLDEN': data})
        pack(data, os.path.join(OUT, 'lives.tar.gz'))
        journal, dump, end = postgres(below)
        try:
            data = os.path.join(below, 'postgres')
            answers = write(data, journal)
            pack(data, os.path.join(OUT, 'postgres-data.tar.gz'))
            with open(os.path.join(OUT, 'postgres.sql.gz'), 'wb') as raw, gzip.GzipFile(fileobj=raw, mode='wb', mtime=0, filename='') as packed:
                packed.write(dump().encode())
            json.dump(answers, open(os.path.join(OUT, 'postgres.json'), 'w'), ensure_ascii=False, indent=1)
        finally:
            end()


main()
